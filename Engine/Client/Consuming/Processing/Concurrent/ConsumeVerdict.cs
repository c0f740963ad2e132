namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>
/// Says how many messages of a batch, from the first on, are done (D4). Pure. Mirrors
/// ConsumeMessageConcurrentlyService#processConsumeResult.
/// </summary>
internal static class ConsumeVerdict
{
    public static int Done(ConsumeStatus? status, int ackIndex, int count) =>
        status == ConsumeStatus.Success ? Math.Clamp(ackIndex, -1, count - 1) + 1 : 0;
}
