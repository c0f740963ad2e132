using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>Why a figure is a dash, in a sentence for its title; null when the figure is known.</summary>
internal static class UnknownCauses
{
    public const string Rate = "Known after two samples at least 1 s apart.";
    private const string Broadcasting = "A broadcasting group's offsets are kept by each client.";

    public static string? ConsumerOffset(QueueRow row, bool broadcasting) =>
        row.ConsumerOffset is not null ? null
        : broadcasting ? Broadcasting
        : "The group never committed an offset on this queue.";

    public static string? Lag(QueueRow row, bool broadcasting) =>
        row.Lag is not null ? null
        : ConsumerOffset(row, broadcasting) ?? "Broker and consumer offset do not fit together in this sample.";

    public static string? InFlight(QueueRow row, bool broadcasting, int members) =>
        row.InFlight is not null ? null
        : ConsumerOffset(row, broadcasting) ?? Owner(row, members) ?? "The owner has not pulled since it was told to move.";

    public static string? Owner(QueueRow row, int members) =>
        row.Owner is not null ? null
        : members == 0 ? "No consumer of this group is connected."
        : "No member reads this queue at the moment.";

    public static string LastConsumed(QueueRow row) => row.ConsumerOffset switch
    {
        null => "Nothing is known to be consumed from this queue.",
        0 => "Nothing was consumed from this queue yet.",
        _ => "The message before the consumer offset is no longer stored.",
    };

    public static string? GroupLag(GroupRow group) => group.Lag is not null ? null
        : group.Mode == "broadcasting" ? Broadcasting
        : group.Topics.Count == 0 ? "The group has no queue yet."
        : "The group never committed an offset.";
}
