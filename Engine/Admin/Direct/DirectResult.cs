using Engine.Admin.Resending;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Direct;

/// <summary>How a member took a message that it was given directly. Mirrors RocketMQ's ConsumeMessageDirectlyResult.</summary>
/// <param name="Place">The message.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="ClientId">The member that took it.</param>
/// <param name="Result">What its listener said.</param>
/// <param name="Orderly">Whether the listener is an orderly one.</param>
/// <param name="AutoCommit">Whether an orderly listener's result commits by itself.</param>
/// <param name="Remark">The exception, when the listener threw; else mostly null.</param>
/// <param name="SpentMs">How long the listener took, ms.</param>
public sealed record DirectResult(
    StoredPlace Place,
    string MessageId,
    string ClientId,
    DirectConsumption Result,
    bool Orderly,
    bool AutoCommit,
    string? Remark,
    long SpentMs)
{
    /// <summary>Whether the listener consumed it.</summary>
    public bool IsConsumed => Result is DirectConsumption.Success or DirectConsumption.Commit;
}
