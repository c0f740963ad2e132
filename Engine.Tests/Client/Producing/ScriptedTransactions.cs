using System.Threading.Channels;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

/// <summary>A listener that says what the test wants and keeps what it was asked.</summary>
internal sealed class ScriptedTransactions : ITransactionListener
{
    private readonly Channel<MessageExt> _checked = Channel.CreateUnbounded<MessageExt>();

    internal List<LocalTransaction> Executed { get; } = [];

    internal Func<LocalTransactionState> OnExecute { get; set; } = () => LocalTransactionState.Commit;

    internal Func<MessageExt, CancellationToken, ValueTask<LocalTransactionState>> OnCheck { get; set; } =
        (_, _) => ValueTask.FromResult(LocalTransactionState.Commit);

    public ValueTask<LocalTransactionState> ExecuteAsync(LocalTransaction transaction, CancellationToken cancellationToken)
    {
        Executed.Add(transaction);
        return ValueTask.FromResult(OnExecute());
    }

    public ValueTask<LocalTransactionState> CheckAsync(MessageExt message, CancellationToken cancellationToken)
    {
        _checked.Writer.TryWrite(message);
        return OnCheck(message, cancellationToken);
    }

    /// <summary>The next message that it is asked for; fails when there is none in time.</summary>
    internal Task<MessageExt> NextCheckAsync() => _checked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
