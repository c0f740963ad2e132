using System.Collections.Concurrent;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Says one thing after the local transaction and another one when it is asked, and keeps what it was asked for.</summary>
internal sealed class ScriptedTransactions(LocalTransactionState executed, LocalTransactionState asked) : ITransactionListener
{
    private readonly ConcurrentQueue<MessageExt> _checked = new();

    internal IReadOnlyList<MessageExt> Checked => [.. _checked];

    public ValueTask<LocalTransactionState> ExecuteAsync(LocalTransaction transaction, CancellationToken cancellationToken) =>
        ValueTask.FromResult(executed);

    public ValueTask<LocalTransactionState> CheckAsync(MessageExt message, CancellationToken cancellationToken)
    {
        _checked.Enqueue(message);
        return ValueTask.FromResult(asked);
    }
}
