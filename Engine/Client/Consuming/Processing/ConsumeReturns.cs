namespace Engine.Client.Consuming.Processing;

/// <summary>Tells the kind of a listener call (D3). Pure. Mirrors the run methods of RocketMQ's two kinds of ConsumeRequest.</summary>
internal static class ConsumeReturns
{
    /// <param name="failed">Whether the listener wants the batch again; null when it answered null or threw.</param>
    /// <param name="threw">Whether it threw.</param>
    /// <param name="took">How long the call took.</param>
    /// <param name="timeout">The consume time-out.</param>
    public static ConsumeReturn Of(bool? failed, bool threw, TimeSpan took, TimeSpan timeout) => failed switch
    {
        null when threw => ConsumeReturn.Exception,
        null => ConsumeReturn.ReturnNull,
        _ when took >= timeout => ConsumeReturn.TimeOut,
        true => ConsumeReturn.Failed,
        _ => ConsumeReturn.Success,
    };
}
