using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Admin.Offsets;

/// <summary>Reads all consumer offsets that a broker holds (GET_ALL_CONSUMER_OFFSET, 43).</summary>
internal sealed class OffsetTables(ClusterCalls calls, ClusterDirectory directory)
{
    private const char TopicEnd = '@';

    /// <summary>A key that is no topic@group, which only a hand can have written, is left out.</summary>
    public async Task<OffsetFile> ReadAsync(string broker, CancellationToken cancellationToken)
    {
        var deadline = calls.StartDeadline();
        var master = await directory.ReadMasterAsync(broker, deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.GetAllConsumerOffset);
        var answer = await calls
            .RequireAsync(master, request, "reading its consumer offsets", deadline.Remaining, cancellationToken)
            .ConfigureAwait(false);
        return OffsetFile.Of(answer.ReadBody<ConsumerOffsetBody>().OffsetTable.SelectMany(OffsetsOf));
    }

    private static IEnumerable<StoredOffset> OffsetsOf(KeyValuePair<string, IReadOnlyDictionary<int, long>> entry) =>
        entry.Key.Split(TopicEnd) is [{ Length: > 0 } topic, { Length: > 0 } group]
            ? entry.Value.Select(queue => new StoredOffset(topic, group, queue.Key, queue.Value))
            : [];
}
