namespace Engine.Client.Consuming.Rebalance;

/// <summary>Where a group without a stored offset begins on a queue (E5).</summary>
internal enum StartOffset
{
    Zero,
    Max,
    ByTime,
}
