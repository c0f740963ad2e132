using System.Buffers.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>What a record's queue entry says besides its place; the same for an append and for a rebuild. Pure.</summary>
internal sealed class DispatchRules
{
    private readonly DelayLevels _levels;

    internal DispatchRules(DelayLevels levels) => _levels = levels;

    /// <summary>The delay of a record that waits in the schedule topic; 0 for all others.</summary>
    internal long DeliverAfterMs(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> properties) =>
        topic.SequenceEqual("SCHEDULE_TOPIC_XXXX"u8) && PropertyString.TryGetValue(properties, "DELAY"u8, out var text)
        && Utf8Parser.TryParse(text, out int level, out _)
            ? _levels.Of(level)
            : 0;

    internal long TagsCode(in MessageRecord record)
    {
        var delay = DeliverAfterMs(record.Topic, record.Properties);
        return delay > 0 ? record.StoreTimestamp + delay : TagsCode(record.Properties);
    }

    internal static long TagsCode(ReadOnlySpan<byte> properties) =>
        PropertyString.TryGetValue(properties, "TAGS"u8, out var tag) ? TagCode.Of(tag) : 0;
}
