using System.Globalization;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>The arguments of a search for messages; a wrong one is an <see cref="InvalidBodyException"/> that names it.</summary>
internal sealed class MessageQuery(IQueryCollection query)
{
    private const int DefaultSize = 50;
    private const int LastPageByNumber = 100;

    public MessageSearch Mode =>
        Find("id") is not null ? MessageSearch.Id
        : Find("key") is not null ? MessageSearch.Key
        : Find("offset") is not null || Find("broker") is not null || Find("queueId") is not null ? MessageSearch.Place
        : MessageSearch.Time;

    public int Size => Find("size") is { } text ? (int)Number("size", text, 100) : DefaultSize;

    /// <summary>The number of a page, from 1, or the cursor that an answer gave.</summary>
    public (int Number, string? Cursor) Page => Find("page") switch
    {
        null => (1, null),
        { } text when text.Contains(':', StringComparison.Ordinal) => (1, text),
        { } text when Number("page", text, LastPageByNumber) is > 0 and var number => ((int)number, null),
        _ => throw new InvalidBodyException("page", "page=0 is none; pages count from 1"),
    };

    public string? Find(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;

    public string Require(string name) => Find(name) ?? throw new InvalidBodyException(
        name,
        $"'{name}' is missing; messages are found by topic (with from, to, page), by topic and key, by id, "
        + "or by topic, broker, queueId and offset");

    public int RequireQueueId() => (int)Number("queueId", Require("queueId"), int.MaxValue);

    public long RequireOffset() => Number("offset", Require("offset"), long.MaxValue);

    /// <summary>ISO 8601, without a zone UTC.</summary>
    public DateTimeOffset? FindTime(string name) => Find(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new InvalidBodyException(name, $"{name}={Clip.Text(text)} is no ISO 8601 time such as 2026-01-31T09:30:00.000Z");

    private static long Number(string name, string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new InvalidBodyException(
                name, string.Create(CultureInfo.InvariantCulture, $"{name}={Clip.Text(text)} is no number from 0 to {most}"));
}
