using Engine.Admin.Direct;
using Engine.Protocol.Bodies;

namespace Dashboard.Api.Contracts;

/// <summary>What a member's listener said of a message; remark is the exception when it threw, spentMs how long it took.</summary>
internal sealed record ConsumeResultContract(
    string MessageId, string ClientId, DirectConsumption Result, bool Consumed, bool Orderly, bool AutoCommit, string? Remark, long SpentMs)
{
    public static ConsumeResultContract Of(DirectResult result) => new(
        result.MessageId, result.ClientId, result.Result, result.IsConsumed, result.Orderly, result.AutoCommit, result.Remark, result.SpentMs);
}
