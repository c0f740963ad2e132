using Engine.Protocol;
using Engine.Remoting.Inbound;

namespace Engine.Tests.Remoting;

/// <summary>A dispatcher that does what the test says and keeps what came.</summary>
internal sealed class ScriptedDispatcher(Func<InboundRequest, ValueTask<RemotingCommand?>> script) : IDispatcher
{
    internal ScriptedDispatcher()
        : this(request => ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = request.Command.Opaque }))
    {
    }

    internal List<InboundRequest> Came { get; } = [];

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        lock (Came)
            Came.Add(request);

        return script(request);
    }
}
