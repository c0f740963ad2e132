namespace Engine.Broker.Delays;

/// <summary>A delay level.</summary>
/// <param name="Level">From 1.</param>
/// <param name="DelayMs">How long its messages wait.</param>
internal readonly record struct LevelDelay(int Level, long DelayMs)
{
    public int QueueId => DelayRewrite.QueueOf(Level);
}
