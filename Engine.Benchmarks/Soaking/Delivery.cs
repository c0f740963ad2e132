namespace Engine.Benchmarks.Soaking;

/// <summary>One message in one listener call.</summary>
/// <param name="holding">Whose call it was and of which queue.</param>
/// <param name="offset">Where the message lies in that queue; of a retried message in a queue of the retry topic.</param>
/// <param name="began">Time stamp of the call's begin.</param>
internal sealed class Delivery(Holding holding, long offset, long began)
{
    internal Holding Holding => holding;

    internal long Offset => offset;

    internal long Began => began;

    /// <summary>Time stamp of its end; <see cref="long.MaxValue"/> while it runs.</summary>
    internal long Ended { get; private set; } = long.MaxValue;

    internal bool IsSuccess { get; private set; }

    internal void End(long at, bool isSuccess) => (IsSuccess, Ended) = (isSuccess, at);

    public override string ToString() => $"{holding.Queue} @{offset} to {holding.Member}";
}
