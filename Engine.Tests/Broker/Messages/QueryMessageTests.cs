using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Messages;

public sealed class QueryMessageTests
{
    private const string NothingFound = "can not find message, maybe time range not correct";

    [Fact]
    public async Task Query_ByKey_IsTheRecordsInTheOrderOfTheLog()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "KEYS\u0001KEY1 other");
        await SendAsync(client, "two", "KEYS\u0001KEY2");
        await SendAsync(client, "three", "KEYS\u0001KEY1");

        var answer = await client.CallOkAsync(RequestCode.QueryMessage, Query("KEY1"));

        var messages = MessageRecordReader.ReadAll(answer.Body);
        messages.Select(message => Encoding.UTF8.GetString(message.Body.Span)).ShouldBe(["one", "three"]);
        var index = answer.ReadHeader<QueryMessageResponseHeader>();
        index.IndexLastUpdatePhyoffset.ShouldBe(messages[1].PhysicalOffset);
        index.IndexLastUpdateTimestamp.ShouldBe(messages[1].StoreTimestamp);
        answer.WriteHeader()!.Keys.ShouldBe(["indexLastUpdateTimestamp", "indexLastUpdatePhyoffset"]);
    }

    [Fact]
    public async Task Query_ByUniqueId_IgnoresKeysAndMaxNum()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "UNIQ_KEY\u0001ID1\u0002KEYS\u0001k");
        await SendAsync(client, "two", "UNIQ_KEY\u0001ID2\u0002KEYS\u0001ID1");

        var byId = await client.CallOkAsync(RequestCode.QueryMessage, Query("ID1") with { IsUniqueId = true, MaxNum = 0 });
        var byKey = await client.CallOkAsync(RequestCode.QueryMessage, Query("ID1"));

        Bodies(byId).ShouldBe(["one"]);
        Bodies(byKey).ShouldBe(["one", "two"]);
    }

    [Theory]
    [InlineData("nokey", BrokerClient.Topic, 0, long.MaxValue, 64)]
    [InlineData("KEY1", "Other", 0, long.MaxValue, 64)]
    [InlineData("KEY1", BrokerClient.Topic, 0, 1000, 64)]
    [InlineData("KEY1", BrokerClient.Topic, long.MaxValue, long.MaxValue, 64)]
    [InlineData("KEY1", BrokerClient.Topic, 0, long.MaxValue, 0)]
    public async Task Query_NothingThere_IsNotFoundAndSaysHowFarTheIndexIs(string key, string topic, long begin, long end, int most)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "KEYS\u0001KEY1");
        var header = Query(key) with { Topic = topic, BeginTimestamp = begin, EndTimestamp = end, MaxNum = most };

        var answer = await client.CallAsync(RequestCode.QueryMessage, header);

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.QueryNotFound, NothingFound));
        answer.ReadHeader<QueryMessageResponseHeader>().IndexLastUpdateTimestamp.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Query_EmptyIndex_IsNotFoundWithZeros()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().CallAsync(RequestCode.QueryMessage, Query("nokey"));

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.QueryNotFound, NothingFound));
        answer.WriteHeader().ShouldBe(
            new Dictionary<string, string> { ["indexLastUpdateTimestamp"] = "0", ["indexLastUpdatePhyoffset"] = "0" });
    }

    [Fact]
    public async Task Query_IndexCannotFollow_FindingNothingIsAFailure()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "KEYS\u0001KEY1");
        (await client.CallOkAsync(RequestCode.QueryMessage, Query("KEY1"))).Body.IsEmpty.ShouldBeFalse();
        await harness.StopBrokerAsync();
        Directory.Delete(Path.Combine(harness.Options.StoreFolder, "index"), recursive: true);

        // A folder in which nobody can make a file, whatever his rights.
        Directory.CreateSymbolicLink(Path.Combine(harness.Options.StoreFolder, "index"), "/proc/self");
        await harness.StartBrokerAsync();

        var waiting = client.StartAsync(RemotingCommand.Request(RequestCode.QueryMessage, Query("KEY1")));
        await Soon.Within(
            Task.Run(() =>
            {
                while (!waiting.IsCompleted)
                {
                    harness.Clock.Advance(TimeSpan.FromSeconds(1));
                }
            }),
            "the answer");

        var answer = await waiting;
        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain("bytes behind the log, try again later");
        Directory.Delete(Path.Combine(harness.Options.StoreFolder, "index"));
    }

    [Fact]
    public async Task View_Offset_IsTheRecord()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "a\u0001b");
        var sent = await SendAsync(client, "two", "a\u0001b");
        OffsetMessageId.TryParse(sent.ReadHeader<SendMessageResponseHeader>().MsgId, out var id).ShouldBeTrue();

        var answer = await client.CallOkAsync(RequestCode.ViewMessageById, new ViewMessageHeader { Offset = id.PhysicalOffset });

        Bodies(answer).ShouldBe(["two"]);
        answer.Header.ShouldBeNull();
    }

    [Theory]
    [InlineData(983_040)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task View_NoRecordThere_IsAnErrorInRocketMqsWords(long offset)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, "one", "a\u0001b");

        var answer = await client.CallAsync(RequestCode.ViewMessageById, new ViewMessageHeader { Offset = offset });

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, $"can not find message by the offset, {offset}"));
    }

    private static QueryMessageHeader Query(string key) => new()
    {
        Topic = BrokerClient.Topic,
        Key = key,
        MaxNum = 64,
        BeginTimestamp = 0,
        EndTimestamp = long.MaxValue,
    };

    private static async Task<RemotingCommand> SendAsync(BrokerClient client, string body, string properties)
    {
        var answer = await client.SendAsync(body: body, properties: properties);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    private static string[] Bodies(RemotingCommand answer) =>
        [.. MessageRecordReader.ReadAll(answer.Body).Select(message => Encoding.UTF8.GetString(message.Body.Span))];
}
