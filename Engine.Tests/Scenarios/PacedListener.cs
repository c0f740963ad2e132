using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Takes a while for each call, by the scenario's clock; disposed, none any more: the clock stands still at the end.</summary>
internal sealed class PacedListener(TimeProvider clock, TimeSpan pace) : IMessageListener, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(pace, clock, _hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ConsumeStatus.Success;
    }

    public void Dispose() => _hurry.Cancel();
}
