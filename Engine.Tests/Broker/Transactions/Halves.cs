using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Transactions;

/// <summary>What a transactional producer asks of a broker.</summary>
internal static class Halves
{
    internal const string Topic = "RMQ_SYS_TRANS_HALF_TOPIC";
    internal const string Marks = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    internal const string GivenUp = "TRANS_CHECK_MAX_TIME_TOPIC";

    private const int Prepared = 4;

    /// <summary>Sends half of a transaction, born now; the answer must be a success.</summary>
    internal static async Task<SendMessageResponseHeader> SendHalfAsync(
        this BrokerClient client, BrokerHarness harness, string key, int queueId = 2, params (string Name, string Value)[] more)
    {
        var properties = PropertyString.Encode(
        [
            new("TRAN_MSG", "true"),
            new("PGROUP", BrokerClient.ProducerGroup),
            new("UNIQ_KEY", key),
            new("TAGS", "TagA"),
            new("WAIT", "true"),
            .. more.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)),
        ]);
        var header = BrokerClient.Send(queueId: queueId, properties: properties) with
        {
            SysFlag = Prepared,
            BornTimestamp = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var answer = await client.CallAsync(RemotingCommand.Request(RequestCode.SendMessageV2, header) with { Body = "half"u8.ToArray() });
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer.ReadHeader<SendMessageResponseHeader>();
    }

    internal static Task<RemotingCommand> EndAsync(
        this BrokerClient client, MessageExt half, int outcome, string group = BrokerClient.ProducerGroup) =>
        client.EndAsync(half.PhysicalOffset, half.QueueOffset, outcome, group);

    internal static Task<RemotingCommand> EndAsync(
        this BrokerClient client, long logOffset, long queueOffset, int outcome, string group = BrokerClient.ProducerGroup) =>
        client.CallAsync(RequestCode.EndTransaction, new EndTransactionHeader
        {
            ProducerGroup = group,
            CommitLogOffset = logOffset,
            TranStateTableOffset = queueOffset,
            CommitOrRollback = outcome,
            MsgId = "key",
        });

    /// <summary>Every half message, those that were put back among them.</summary>
    internal static IReadOnlyList<MessageExt> All(BrokerHarness harness) => harness.Read(Topic);
}
