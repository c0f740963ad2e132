using System.Globalization;

namespace Engine.Admin.Messages;

/// <summary>
/// Where a page of messages begins: below which offset of each queue. Written "broker:queue:offset,…", so that a page can stand in an
/// address; a queue that it does not name begins at its newest message. Pure.
/// </summary>
internal static class QueueCursor
{
    private const int Longest = 4000;

    /// <summary>An illegal one is <see cref="AdminErrorKind.InvalidArgument"/> with the name of the field it came in.</summary>
    public static IReadOnlyDictionary<(string Broker, int QueueId), long> Parse(string? text, string field = "cursor")
    {
        var ends = new Dictionary<(string, int), long>();
        if (string.IsNullOrEmpty(text))
        {
            return ends;
        }

        foreach (var part in text.Length > Longest ? throw Illegal(field) : text.Split(','))
        {
            if (part.Split(':') is not [{ Length: > 0 } broker, var queue, var offset]
                || !int.TryParse(queue, NumberStyles.None, CultureInfo.InvariantCulture, out var queueId)
                || !long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                || !ends.TryAdd((broker, queueId), end))
            {
                throw Illegal(field);
            }
        }

        return ends;
    }

    public static string Write(IEnumerable<((string Broker, int QueueId) Queue, long End)> ends) => string.Join(
        ',',
        ends.Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Queue.Broker}:{end.Queue.QueueId}:{end.End}")));

    private static AdminException Illegal(string field) =>
        new(AdminErrorKind.InvalidArgument, $"The {field} is none that an answer gave; leave it out to begin with the newest.")
        {
            Field = field,
        };
}
