namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>What is to be done after an orderly listener call. Pure. Mirrors ConsumeMessageOrderlyService#processConsumeResult.</summary>
internal static class OrderlyVerdict
{
    public static OrderlyAction Of(ConsumeOrderlyStatus? status, bool autoCommit) => (status, autoCommit) switch
    {
        (null or ConsumeOrderlyStatus.SuspendCurrentQueueAMoment, _) => OrderlyAction.TryAgain,
        (_, true) => OrderlyAction.Commit,
        (ConsumeOrderlyStatus.Commit, false) => OrderlyAction.Commit,
        (ConsumeOrderlyStatus.Rollback, false) => OrderlyAction.RollBack,
        _ => OrderlyAction.GoOn,
    };
}
