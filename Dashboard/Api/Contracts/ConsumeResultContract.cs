using System.Text.Json;
using Engine.Admin.Direct;

namespace Dashboard.Api.Contracts;

/// <summary>
/// What a member's listener said of a message: success, later, rollback, commit, throwException or returnNull; remark is the exception when
/// it threw, spentMs how long it took.
/// </summary>
internal sealed record ConsumeResultContract(
    string MessageId, string ClientId, string Result, bool Consumed, bool Orderly, bool AutoCommit, string? Remark, long SpentMs)
{
    public static ConsumeResultContract Of(DirectResult result) => new(
        result.MessageId,
        result.ClientId,
        JsonNamingPolicy.CamelCase.ConvertName(result.Result.ToString()),
        result.IsConsumed,
        result.Orderly,
        result.AutoCommit,
        result.Remark,
        result.SpentMs);
}
