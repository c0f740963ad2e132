using System.Globalization;
using Dashboard.Components.Layout;
using Dashboard.Components.Sharing;
using Dashboard.Exports;

namespace Dashboard.Components.Pages.Messages;

/// <summary>What the page looks for, as it stands in its address. Empty texts are null.</summary>
internal sealed record MessageSearchForm
{
    public const string Time = "time";
    public const string ByKey = "key";
    public const string ById = "id";
    public const string Place = "queue";
    public const string Live = "live";

    public static IReadOnlyList<string> Modes { get; } = [Time, ByKey, ById, Place, Live];

    public string Mode { get; init; } = Time;

    public string? Topic { get; init; }

    /// <summary>As the browser's field has it: local time of the tab.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Cursor of the page; null is the newest.</summary>
    public string? Page { get; init; }

    public string? Key { get; init; }

    public string? Id { get; init; }

    public string? Broker { get; init; }

    public string? Queue { get; init; }

    public string? Offset { get; init; }

    /// <summary>Whether everything that the mode needs is there.</summary>
    public bool IsComplete => Mode switch
    {
        ByKey => Topic is not null && Key is not null,
        ById => Id is not null,
        Place => Topic is not null && Broker is not null && QueueId is not null && OffsetNumber is not null,
        _ => Topic is not null,
    };

    public int? QueueId => int.TryParse(Queue, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public long? OffsetNumber => long.TryParse(Offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static MessageSearchForm Of(string uri) => new()
    {
        Mode = PageQuery.Get(uri, "mode") is { } mode && Modes.Contains(mode) ? mode : Time,
        Topic = PageQuery.Get(uri, "topic"),
        From = PageQuery.Get(uri, "from"),
        To = PageQuery.Get(uri, "to"),
        Page = PageQuery.Get(uri, "page"),
        Key = PageQuery.Get(uri, "key"),
        Id = PageQuery.Get(uri, "id"),
        Broker = PageQuery.Get(uri, "broker"),
        Queue = PageQuery.Get(uri, "queue"),
        Offset = PageQuery.Get(uri, "offset"),
    };

    /// <summary>The address with what the mode uses.</summary>
    public string ToUri(string uri) => PageQuery.With(
        uri,
        ("mode", Mode == Time ? null : Mode),
        ("topic", Topic),
        ("from", Mode == Time ? From : null),
        ("to", Mode == Time ? To : null),
        ("page", Mode == Time ? Page : null),
        ("key", Mode == ByKey ? Key : null),
        ("id", Mode == ById ? Id : null),
        ("broker", Mode == Place ? Broker : null),
        ("queue", Mode == Place ? Queue : null),
        ("offset", Mode == Place ? Offset : null));

    /// <summary>The REST path that finds the same; the live tail's is that of the newest messages.</summary>
    public string ToRest(string cluster, TimeZoneInfo zone) => PageQuery.With(
        RestTwins.Messages(cluster),
        ("topic", Topic),
        ("from", Mode == Time ? Moment(From, zone) : null),
        ("to", Mode == Time ? Moment(To, zone) : null),
        ("page", Mode == Time ? Page : null),
        ("key", Mode == ByKey ? Key : null),
        ("id", Mode == ById ? Id : null),
        ("broker", Mode == Place ? Broker : null),
        ("queueId", Mode == Place ? Queue : null),
        ("offset", Mode == Place ? Offset : null));

    /// <summary>A field's local time in a zone; null when it is empty or none.</summary>
    public static DateTimeOffset? TimeOf(string? text, TimeZoneInfo zone) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local))
            : null;

    private static string? Moment(string? text, TimeZoneInfo zone) => TimeOf(text, zone) is { } at ? IsoTime.Text(at) : null;
}
