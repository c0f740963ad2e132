namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>
/// Judges a listener call: its kind (D3), and how many messages of the batch, from the first on, are done (D4). Pure. Mirrors
/// ConsumeMessageConcurrentlyService$ConsumeRequest#run and #processConsumeResult.
/// </summary>
internal static class ConsumeVerdict
{
    public static ConsumeReturn Classify(ConsumeStatus? status, bool threw, TimeSpan took, TimeSpan timeout) => status switch
    {
        null when threw => ConsumeReturn.Exception,
        null => ConsumeReturn.ReturnNull,
        _ when took >= timeout => ConsumeReturn.TimeOut,
        ConsumeStatus.ReconsumeLater => ConsumeReturn.Failed,
        _ => ConsumeReturn.Success,
    };

    public static int Done(ConsumeStatus? status, int ackIndex, int count) =>
        status == ConsumeStatus.Success ? Math.Clamp(ackIndex, -1, count - 1) + 1 : 0;
}
