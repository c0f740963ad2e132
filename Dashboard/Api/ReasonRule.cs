using System.Globalization;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>What a reason for the audit may be.</summary>
internal static class ReasonRule
{
    private const int Longest = 1000;

    public static void Require(string? reason)
    {
        if (reason?.Length > Longest)
        {
            throw new InvalidBodyException(
                "reason", string.Create(CultureInfo.InvariantCulture, $"'reason' may have {Longest} characters"));
        }
    }
}
