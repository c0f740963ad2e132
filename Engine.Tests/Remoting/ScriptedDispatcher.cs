using Engine.Protocol;
using Engine.Remoting.Inbound;
using Engine.Tests.Client;

namespace Engine.Tests.Remoting;

/// <summary>A dispatcher that does what the test says and keeps what came.</summary>
internal sealed class ScriptedDispatcher(Func<InboundRequest, ValueTask<RemotingCommand?>> script) : IDispatcher
{
    internal ScriptedDispatcher()
        : this(request => ValueTask.FromResult<RemotingCommand?>(RemotingCommand.Success() with { Opaque = request.Command.Opaque }))
    {
    }

    private readonly TaskCompletionSource<InboundRequest> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal List<InboundRequest> Came { get; } = [];

    /// <summary>The first request, once it came.</summary>
    internal Task<InboundRequest> FirstAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Completes when so many requests have come.</summary>
    internal Task CameAsync(int count) => Eventually.TrueAsync(() => Count() >= count, $"{count} requests came");

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        lock (Came)
            Came.Add(request);

        _first.TrySetResult(request);
        return script(request);
    }

    private int Count()
    {
        lock (Came)
            return Came.Count;
    }
}
