using Engine.Protocol;

namespace Engine.Remoting.Inbound;

/// <summary>What a handler says: an answer now, an answer that comes later, or none (one-way requests).</summary>
internal readonly struct Answer
{
    private Answer(RemotingCommand? command, Task<RemotingCommand>? pending)
    {
        Command = command;
        Pending = pending;
    }

    public static Answer None => default;

    public RemotingCommand? Command { get; }

    public Task<RemotingCommand>? Pending { get; }

    public static Answer Now(RemotingCommand command) => new(command, null);

    public static Answer Later(Task<RemotingCommand> pending) => new(null, pending);
}
