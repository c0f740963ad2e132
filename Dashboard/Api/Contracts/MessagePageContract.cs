using Engine.Admin.Browsing;

namespace Dashboard.Api.Contracts;

/// <summary>
/// Found messages, the newest first. older is what page takes for the next page, null on the last; total counts the offsets of the range,
/// null where a search has no pages.
/// </summary>
internal sealed record MessagePageContract(
    long? Total,
    IReadOnlyList<MessageContract> Messages,
    string? Older,
    IReadOnlyList<string> Problems,
    DateTimeOffset SampledAt)
{
    public static MessagePageContract Of(MessagePage page) =>
        new(page.Total, [.. page.Messages.Select(MessageContract.Of)], page.Older, page.Problems, page.SampledAt);

    public static MessagePageContract Of(MessageFinds finds) =>
        new(null, [.. finds.Messages.Select(MessageContract.Of)], null, finds.Problems, finds.SampledAt);
}
