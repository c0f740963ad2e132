using System.Collections.Concurrent;
using Engine.Protocol;
using Engine.Remoting.Outbound;

namespace Engine.Tests.Admin;

/// <summary>Peers that answer by a script: address and request code → answer. Every call is kept.</summary>
internal sealed class ScriptedRemoting : IRemotingClient
{
    private readonly ConcurrentDictionary<
        (string Address, int Code), Func<RemotingCommand, TimeSpan, CancellationToken, Task<RemotingCommand>>> _answers = new();

    internal ConcurrentQueue<(string Address, RemotingCommand Request, TimeSpan Timeout)> Calls { get; } = new();

    internal IEnumerable<RemotingCommand> CallsOf(int code) => Calls.Where(call => call.Request.Code == code).Select(call => call.Request);

    internal ScriptedRemoting On(string address, int code, Func<RemotingCommand, RemotingCommand> answer) =>
        On(address, code, (request, _) => Task.FromResult(answer(request)));

    internal ScriptedRemoting On(string address, int code, Func<RemotingCommand, CancellationToken, Task<RemotingCommand>> answer) =>
        On(address, code, (request, _, cancellationToken) => answer(request, cancellationToken));

    /// <summary>The time that the caller gives is told too.</summary>
    internal ScriptedRemoting On(
        string address, int code, Func<RemotingCommand, TimeSpan, CancellationToken, Task<RemotingCommand>> answer)
    {
        _answers[(address, code)] = answer;
        return this;
    }

    /// <summary>What a call comes to that gets no answer: it ends when its time is over.</summary>
    internal static async Task<RemotingCommand> SilenceAsync(
        string address, RemotingCommand request, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Task.Delay(timeout, clock, cancellationToken);
        throw new RemotingTimeoutException(address, request.Code, timeout);
    }

    public async Task<RemotingCommand> CallAsync(
        string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Calls.Enqueue((address, request, timeout));
        return _answers.TryGetValue((address, request.Code), out var answer)
            ? await answer(request, timeout, cancellationToken)
            : throw new RemotingConnectException(address, "nothing listens there");
    }

    public Task SendOneWayAsync(string address, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public void CloseConnections(string reason)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
