using Engine.Benchmarks.Crashing;

namespace Engine.Benchmarks.Soaking;

/// <summary>Decides by the seed which deliveries fail, until that is over.</summary>
internal sealed class SoakFailures(int seed)
{
    private const int Percent = 5;
    private const int Ways = 3;

    // 1 s and 5 s: what the broker would choose is minutes for a message that fails again and again.
    private const int DelayLevels = 2;

    private volatile bool _isOver;

    /// <summary>From now on nothing fails.</summary>
    internal void End() => _isOver = true;

    /// <summary>How a delivery fails, and the delay level that the listener asks for; null when it does not.</summary>
    internal (FailureWay Way, int DelayLevel)? Of(int number, int attempt)
    {
        var chance = LoadId.Mix(LoadId.Mix(((ulong)seed << 32) + (ulong)number) + (ulong)attempt);
        if (_isOver || chance % 100 >= Percent)
            return null;

        var which = LoadId.Mix(chance);
        return ((FailureWay)(which % Ways), 1 + (int)(which / Ways % DelayLevels));
    }
}
