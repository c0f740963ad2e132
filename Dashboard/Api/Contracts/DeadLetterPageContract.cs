using Engine.Admin.DeadLetters;

namespace Dashboard.Api.Contracts;

/// <summary>Some dead letters, the newest first; older is the cursor of the next page, null on the last.</summary>
internal sealed record DeadLetterPageContract(
    string Group,
    long Total,
    IReadOnlyList<DeadLetterContract> Messages,
    string? Older,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt)
{
    public static DeadLetterPageContract Of(DeadLetterPage page) => new(
        page.Group, page.Total, [.. page.Messages.Select(DeadLetterContract.Of)], page.Older, page.Problems, page.SampledAt);
}
