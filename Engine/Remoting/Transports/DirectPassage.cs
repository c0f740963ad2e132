using Engine.Protocol;

namespace Engine.Remoting.Transports;

/// <summary>Hands over the object itself.</summary>
internal sealed class DirectPassage : ICommandPassage
{
    public static readonly DirectPassage Instance = new();

    private DirectPassage()
    {
    }

    public RemotingCommand Carry(RemotingCommand command) => command;
}
