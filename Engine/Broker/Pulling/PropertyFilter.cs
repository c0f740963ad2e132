using Engine.Protocol.Filters;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>
/// Lets messages through whose properties meet an expression; decided on the record, the queue entry says nothing of it. Mirrors
/// ExpressionMessageFilter#isMatchedByCommitLog.
/// </summary>
internal sealed class PropertyFilter(SqlFilter filter) : IMessageFilter
{
    public bool Matches(long tagsCode) => true;

    public bool MatchesRecord(ReadOnlySpan<byte> record) =>
        MessageRecordReader.TryRead(record, checkBody: false, out var fields) == RecordReadStatus.Ok && filter.Matches(fields.Properties);
}
