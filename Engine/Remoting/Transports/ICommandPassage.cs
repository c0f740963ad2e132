using Engine.Protocol;

namespace Engine.Remoting.Transports;

/// <summary>What a command goes through on its way from one side of an in-process connection to the other.</summary>
internal interface ICommandPassage
{
    /// <summary>The command as the other side sees it; an exception fails the call that it belongs to.</summary>
    RemotingCommand Carry(RemotingCommand command);
}
