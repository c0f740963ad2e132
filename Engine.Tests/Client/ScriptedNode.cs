using System.Collections.Concurrent;
using System.Threading.Channels;
using Engine.Protocol;
using Engine.Remoting.Inbound;

namespace Engine.Tests.Client;

/// <summary>A node that answers what the test says, success unless told otherwise, and keeps what came in order of arrival.</summary>
internal sealed class ScriptedNode(string address) : IDispatcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<int, Func<InboundRequest, ValueTask<RemotingCommand>>> _scripts = new();
    private readonly ConcurrentDictionary<int, Channel<RemotingCommand>> _signals = new();
    private readonly ConcurrentQueue<RemotingCommand> _came = new();

    internal string Address { get; } = address;

    internal int[] CodesCame => [.. _came.Select(command => command.Code)];

    public async ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        _came.Enqueue(request.Command);
        var answering = _scripts.TryGetValue(request.Command.Code, out var script)
            ? script(request)
            : ValueTask.FromResult(RemotingCommand.Success());
        SignalOf(request.Command.Code).Writer.TryWrite(request.Command);
        var answer = await answering;
        return request.Command.IsOneWay ? null : answer with { Opaque = request.Command.Opaque };
    }

    internal void On(int code, Func<InboundRequest, RemotingCommand> answer) =>
        _scripts[code] = request => ValueTask.FromResult(answer(request));

    internal void On(int code, RemotingCommand answer) => On(code, _ => answer);

    internal void OnHeld(int code, Func<InboundRequest, ValueTask<RemotingCommand>> answer) => _scripts[code] = answer;

    internal IReadOnlyList<RemotingCommand> Came(int code) => [.. _came.Where(command => command.Code == code)];

    /// <summary>The next request with the code that no call has returned yet; fails when none comes in time.</summary>
    internal async Task<RemotingCommand> NextAsync(int code)
    {
        try
        {
            return await SignalOf(code).Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"expected request {code} at {Address}; there came {string.Join(", ", CodesCame)}", late);
        }
    }

    /// <summary>Forgets the signals of requests that came so far.</summary>
    internal void Skip(int code)
    {
        while (SignalOf(code).Reader.TryRead(out _))
        {
        }
    }

    private Channel<RemotingCommand> SignalOf(int code) => _signals.GetOrAdd(code, _ => Channel.CreateUnbounded<RemotingCommand>());
}
