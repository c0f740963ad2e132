using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>What a resend did, message by message in the order asked.</summary>
internal sealed record ResendResultContract(int Resent, int Failed, IReadOnlyList<ResendResultRowContract> Rows)
{
    public static ResendResultContract Of(IReadOnlyList<ResendResult> results)
    {
        var failed = results.Count(result => result.Error is not null);
        return new(results.Count - failed, failed, [.. results.Select(ResendResultRowContract.Of)]);
    }
}
