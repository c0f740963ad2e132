using System.Globalization;

namespace Engine.Protocol.Messages;

/// <summary>
/// How many queues a topic may have on one broker. RocketMQ sets no limit; without one a single request that asks for two thousand million
/// of them fills the memory of whoever lists the queues.
/// </summary>
internal static class QueueLimits
{
    /// <summary>Queues of a topic on one broker at most.</summary>
    public const int Most = 4096;

    /// <summary>What is left of a number that comes from elsewhere, as a file or another node.</summary>
    public static int Bounded(int queues) => Math.Clamp(queues, 0, Most);

    /// <summary>Why a number is refused, with the field's name; null when it is not.</summary>
    public static string? Refusal(string field, int queues) => queues is >= 0 and <= Most
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{field} is {queues}; use 0 to {Most}");
}
