using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>Why a figure is a dash, in a sentence for its title; null when the figure is known.</summary>
internal static class UnknownCauses
{
    private const string Broadcasting = "VerdictKeptByClients";

    public static string? Rate(Texts texts, double? perSecond) => perSecond is null ? texts["RateCause"] : null;

    public static string? ConsumerOffset(Texts texts, QueueRow row, bool broadcasting) =>
        row.ConsumerOffset is not null ? null : texts[broadcasting ? Broadcasting : "VerdictNoOffset"];

    public static string? Lag(Texts texts, QueueRow row, bool broadcasting) =>
        row.Lag is not null ? null
        : ConsumerOffset(texts, row, broadcasting) ?? texts["LagUnfit"];

    public static string? InFlight(Texts texts, QueueRow row, bool broadcasting, int members) =>
        row.InFlight is not null ? null
        : ConsumerOffset(texts, row, broadcasting) ?? Owner(texts, row, members) ?? texts["InFlightUntold"];

    public static string? Owner(Texts texts, QueueRow row, int members) =>
        row.Owner is not null ? null : texts[members == 0 ? "NoConsumer" : "QueueUnread"];

    public static string LastConsumed(Texts texts, QueueRow row) => texts[row.ConsumerOffset switch
    {
        null => "NothingKnownConsumed",
        0 => "NothingConsumed",
        _ => "ConsumedGone",
    }];

    public static string? GroupLag(Texts texts, GroupRow group) => group.Lag is not null ? null
        : group.Mode == "broadcasting" ? texts[Broadcasting]
        : texts[group.Topics.Count == 0 ? "GroupWithoutQueue" : "GroupWithoutOffset"];

    /// <summary>Says that a sum lacks some queues; null when it lacks none.</summary>
    public static string? SumWithout(Texts texts, int queues) => queues == 0 ? null : texts.Count("WithoutUnknown", queues);
}
