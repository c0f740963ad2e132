using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Admin.Offsets;

/// <summary>Reads one consumerOffset.json strictly: everything that is wrong is told at once, and nothing wrong is taken. Pure.</summary>
internal sealed class OffsetFileParser
{
    private const string Whole = "file";
    private const string Table = "offsetTable";
    private const char TopicEnd = '@';
    private const int LongestShown = 80;

    private readonly List<OffsetFileProblem> _problems = [];
    private readonly List<StoredOffset> _offsets = [];

    public OffsetFile Parse(ReadOnlyMemory<byte> text)
    {
        using var document = Read(WithoutMark(text));
        if (FindTable(document.RootElement) is { } table)
        {
            ReadTable(table);
        }

        return _problems.Count == 0 ? OffsetFile.Of(_offsets) : throw new OffsetFileException(_problems);
    }

    private static JsonDocument Read(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span))
        {
            throw new OffsetFileException(Whole, "it is not UTF-8; save it so and send it again.");
        }

        try
        {
            return JsonDocument.Parse(FastjsonDialect.HasQuotedKeys(text.Span) ? text : FastjsonDialect.ToStandard(text.Span));
        }
        catch (JsonException exception)
        {
            throw new OffsetFileException(Whole, $"it cannot be read as JSON ({exception.Message}); send RocketMQ's consumerOffset.json.");
        }
    }

    /// <summary>Editors put a byte-order mark in front that JSON has not.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\uFEFF"u8) ? text["\uFEFF"u8.Length..] : text;

    /// <summary>Other fields, as the dataVersion of newer brokers, are no offsets and left alone.</summary>
    private JsonElement? FindTable(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            var tables = root.EnumerateObject().Where(property => property.NameEquals(Table)).Select(property => property.Value).ToList();
            switch (tables)
            {
                case [{ ValueKind: JsonValueKind.Object } table]:
                    return table;
                case [_, _, ..]:
                    Fault(Table, "it is there twice; leave one.");
                    return null;
            }
        }

        Fault(Table, "it is missing or no object; the file is {\"offsetTable\":{\"topic@group\":{\"0\":5}}}.");
        return null;
    }

    private void ReadTable(JsonElement table)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in table.EnumerateObject())
        {
            if (!TryGetText(entry, out var key))
            {
                Fault(Table, "a key in it is not Unicode; mend the file's encoding, it is UTF-8.");
            }
            else if (!keys.Add(key))
            {
                Fault(Path(key), "the entry is there twice; leave one.");
            }
            else if (Split(key) is var (topic, group) && RequireObject(entry.Value, key))
            {
                ReadQueues(entry.Value, topic, group, key);
            }
        }
    }

    private (string Topic, string Group)? Split(string key)
    {
        var parts = key.Split(TopicEnd);
        if (parts is not [var topic, var group])
        {
            Fault(Path(key), $"the key has {(parts.Length == 1 ? "no @" : "more than one @")}; it is topic@group.");
            return null;
        }

        var broken = TopicNames.Check(topic) ?? GroupNames.Check(group);
        if (broken is not null)
        {
            Fault(Path(key), $"the key is topic@group. {broken}");
            return null;
        }

        return (topic, group);
    }

    private bool RequireObject(JsonElement queues, string key)
    {
        if (queues.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Fault(Path(key), "it is no object of queue ids and offsets such as {\"0\":5,\"1\":9}.");
        return false;
    }

    private void ReadQueues(JsonElement queues, string topic, string group, string key)
    {
        var seen = new HashSet<int>();
        foreach (var queue in queues.EnumerateObject())
        {
            if (!TryGetText(queue, out var name) || !IsWhole(name) || !int.TryParse(name, CultureInfo.InvariantCulture, out var queueId))
            {
                Fault(Path(key), $"the queue id '{Shown(name)}' is none; queue ids are whole numbers from 0.");
            }
            else if (!seen.Add(queueId))
            {
                Fault(Path(key, queueId), "the queue is there twice; leave one.");
            }
            else if (OffsetOf(queue.Value) is not { } offset)
            {
                Fault(Path(key, queueId), $"the offset {Shown(queue.Value.GetRawText())} is none; offsets are whole numbers from 0.");
            }
            else
            {
                Add(new StoredOffset(topic, group, queueId, offset));
            }
        }
    }

    private void Add(StoredOffset offset)
    {
        if (_offsets.Count == OffsetFile.MostQueues)
        {
            throw new OffsetFileException(Whole, string.Create(
                CultureInfo.InvariantCulture, $"it has more than {OffsetFile.MostQueues} queues; split it by groups and send the parts."));
        }

        _offsets.Add(offset);
    }

    /// <summary>Digits as a number, or in quotes as <c>?longs=string</c> writes them.</summary>
    private static long? OffsetOf(JsonElement value)
    {
        var digits = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetRawText()[1..^1],
            _ => string.Empty,
        };
        return IsWhole(digits) && long.TryParse(digits, CultureInfo.InvariantCulture, out var offset) ? offset : null;
    }

    /// <summary>Digits without a needless 0 in front, so that no number has two spellings.</summary>
    private static bool IsWhole(string text) => text.Length > 0 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1);

    /// <summary>A name that is no Unicode, as half a surrogate pair, is found only when it is taken out.</summary>
    private static bool TryGetText(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = string.Empty;
            return false;
        }
    }

    private void Fault(string entry, string text) => _problems.Add(new OffsetFileProblem(entry, text));

    private static string Path(string key, int? queueId = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Table}.{Shown(key)}{(queueId is null ? string.Empty : $".{queueId}")}");

    private static string Shown(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}
