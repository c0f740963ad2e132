using System.Net;
using System.Text.Json;
using Dashboard.Api.Contracts;
using Dashboard.Api.Queues;

namespace Dashboard.Tests.Api;

/// <summary>The figures per queue in their three forms.</summary>
public sealed class QueueApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Header =
        "topic,broker,queueId,minOffset,brokerOffset,consumerOffset,lag,inFlight,timeLagMs,lastConsumedAt,produceRate,consumeRate,"
        + "etaSeconds,owner,verdict,sampledAt";

    [Fact]
    public async Task Json_GroupBehind_HasEveryFieldAndUnknownIsNull()
    {
        var (topic, group) = await GroupBehindAsync();

        var rows = (await console.Client.GetAsync($"{Path(group)}?topic={topic}")).ShouldBe(HttpStatusCode.OK).Rows;

        rows.Count.ShouldBe(2);
        rows.Sum(row => row.GetProperty("lag").GetInt64()).ShouldBe(4);
        rows[0].EnumerateObject().Select(field => field.Name).ShouldBe([.. Header.Split(','), "verdictText"]);
        rows[0].GetProperty("broker").GetString().ShouldBe("broker-a");
        rows[0].GetProperty("queueId").ValueKind.ShouldBe(JsonValueKind.Number);
        var (broker, consumer) = (rows[0].GetProperty("brokerOffset").GetInt64(), rows[0].GetProperty("consumerOffset").GetInt64());
        rows[0].GetProperty("lag").GetInt64().ShouldBe(broker - consumer);
        rows[0].GetProperty("lastConsumedAt").GetString()!.ShouldEndWith("Z");
        rows[0].GetProperty("sampledAt").GetString()!.ShouldEndWith("Z");
        rows[0].GetProperty("inFlight").ValueKind.ShouldBe(JsonValueKind.Null, "nobody reads it");
        rows.ShouldAllBe(row => row.GetProperty("lag").GetInt64() == 0 || row.GetProperty("timeLagMs").GetInt64() >= 0);
        rows[0].GetProperty("verdict").GetString().ShouldBe("fine", "so few messages are no reason for a warning");
        rows[0].GetProperty("verdictText").GetString()!.ShouldEndWith(".");
    }

    [Fact]
    public async Task Json_SlowGroup_TellsWhatIsInFlightHowLongItWaitsAndTheVerdict()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 300);
        var group = console.NewName("group");
        var id = await console.StartConsumersAsync(group, topic, delayMs: 1000);
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, id)?.GetProperty("consumed").GetInt64() > 0, "the first messages are consumed");

        // What comes wakes the held pulls; the next ones carry the offsets.
        await console.SendAsync(topic, 4);
        var seen = await console.EventuallyAsync(
            $"{Path(group)}?topic={topic}",
            rows => rows.EnumerateArray().Any(row => Number(row, "inFlight") > 0 && Number(row, "timeLagMs") > 0),
            "messages are in flight");

        var queue = seen.EnumerateArray().First(row => Number(row, "inFlight") > 0);
        queue.GetProperty("verdict").GetString().ShouldBeOneOf("fine", "behind", "unknown");
        queue.GetProperty("verdictText").GetString()!.ShouldEndWith(".");
        queue.GetProperty("owner").GetString().ShouldNotBeNullOrEmpty();
        var csv = (await console.Client.GetAsync($"{Path(group)}?format=csv&topic={topic}")).Text.Split("\r\n");
        csv[0].ShouldBe(Header);
        csv[1].Split(',')[14].ShouldBeOneOf("fine", "behind", "unknown");
    }

    [Fact]
    public async Task Json_GroupWasReset_SaysSo()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 300);
        var group = await console.NewReaderAsync(topic, 300);

        (await console.Client.PostAsync($"clusters/embedded/groups/{group}/resets", new { mode = "earliest", topics = new[] { topic } }))
            .ShouldBe(HttpStatusCode.OK);

        var rows = (await console.Client.GetAsync($"{Path(group)}?topic={topic}")).Rows;
        rows.Select(row => row.GetProperty("verdict").GetString()).ShouldAllBe(verdict => verdict == "reset");
        rows[0].GetProperty("verdictText").GetString().ShouldStartWith("The offset was reset just now; 150 messages wait.");
        (await console.Client.GetAsync($"clusters/embedded/groups/{group}")).Json.GetProperty("verdict").GetString().ShouldBe("reset");
    }

    [Fact]
    public async Task Json_LongsAsString_KeepsIntsAsNumbers()
    {
        var (topic, group) = await GroupBehindAsync();

        var row = (await console.Client.GetAsync($"{Path(group)}?topic={topic}&longs=string")).Rows[0];

        row.GetProperty("brokerOffset").ValueKind.ShouldBe(JsonValueKind.String);
        long.Parse(row.GetProperty("brokerOffset").GetString()!, null).ShouldBeGreaterThan(0);
        row.GetProperty("queueId").ValueKind.ShouldBe(JsonValueKind.Number);
        row.GetProperty("inFlight").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Csv_GroupBehind_HasTheHeaderAndEmptyFieldsForUnknown()
    {
        var (topic, group) = await GroupBehindAsync();

        var answer = (await console.Client.GetAsync($"{Path(group)}?format=csv&topic={topic}")).ShouldBe(HttpStatusCode.OK);

        answer.MediaType.ShouldBe("text/csv");
        answer.ContentHeaders.ContentDisposition!.FileName.ShouldBe($"{group}-queues.csv");
        var lines = answer.Text.Split("\r\n");
        lines.Length.ShouldBe(4);
        lines[0].ShouldBe(Header);
        lines[3].ShouldBeEmpty();
        var fields = lines[1].Split(',');
        fields.Length.ShouldBe(16);
        fields[0].ShouldBe(topic);
        fields[7].ShouldBeEmpty();
        fields[15].ShouldEndWith("Z");
    }

    [Fact]
    public async Task Ndjson_GroupBehind_IsOneObjectPerLine()
    {
        var (topic, group) = await GroupBehindAsync();

        var answer = (await console.Client.GetAsync($"{Path(group)}?format=ndjson&topic={topic}&longs=string")).ShouldBe(HttpStatusCode.OK);

        answer.MediaType.ShouldBe("application/x-ndjson");
        answer.Text.ShouldEndWith("}\n");
        var rows = answer.Text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        rows.Length.ShouldBe(2);
        rows[1].GetProperty("broker").GetString().ShouldBe("broker-b");
        rows[1].GetProperty("minOffset").GetString().ShouldBe("0");
    }

    [Fact]
    public async Task All_EveryForm_HasTheGroupFirst()
    {
        var (topic, group) = await GroupBehindAsync();
        const string all = "clusters/embedded/queues";

        var json = (await console.Client.GetAsync(all)).ShouldBe(HttpStatusCode.OK).Rows;
        var csv = (await console.Client.GetAsync($"{all}?format=csv&topic={topic}")).ShouldBe(HttpStatusCode.OK).Text;
        var ndjson = (await console.Client.GetAsync($"{all}?format=ndjson&topic={topic}")).ShouldBe(HttpStatusCode.OK).Text;

        json[0].EnumerateObject().First().Name.ShouldBe("group");
        json.Count(row => row.GetProperty("group").GetString() == group && row.GetProperty("topic").GetString() == topic).ShouldBe(2);
        csv.ShouldStartWith($"group,{Header}\r\n{group},{topic},broker-a,0,");
        csv.Split("\r\n").Length.ShouldBe(4);
        ndjson.ShouldStartWith($"{{\"group\":\"{group}\",\"topic\":\"{topic}\",");
    }

    [Fact]
    public async Task Queues_OffsetsAfterAChange_ShowTheChangeAtOnce()
    {
        var (topic, group) = await GroupBehindAsync();
        await console.EventuallyAsync(
            "clusters/embedded/groups", list => ApiConsole.Find(list, group, "name") is not null, $"a sample of the cluster has {group}");
        for (var sent = 1; sent <= 5; sent++)
        {
            await console.SendAsync(topic, 1);

            (await console.Client.GetAsync($"{Path(group)}?topic={topic}")).Rows
                .Sum(row => row.GetProperty("lag").GetInt64()).ShouldBe(4 + sent);
        }
    }

    [Fact]
    public async Task Queues_TopicGrownToABrokerThatDoesNotKnowTheGroup_AreRowsWithoutOffset()
    {
        var topic = console.NewName("topic");
        await console.Client.PostAsync("clusters/embedded/topics", new { name = topic, queues = 1, brokers = new[] { "broker-a" } });
        await console.SendAsync(topic, 4);
        var group = await console.NewReaderAsync(topic, 4);

        (await console.Client.PutAsync($"clusters/embedded/topics/{topic}", new { queues = 1, brokers = new[] { "broker-b" } }))
            .ShouldBe(HttpStatusCode.NoContent);

        var ofGroup = (await console.Client.GetAsync($"{Path(group)}?topic={topic}")).Rows;
        ofGroup.Select(Offset).ShouldBe([("broker-a", "4", "0"), ("broker-b", "", "")]);
        var ofAll = (await console.Client.GetAsync($"clusters/embedded/queues?topic={topic}")).Rows;
        ofAll.Where(row => row.GetProperty("group").GetString() == group).Select(Offset).ShouldBe(ofGroup.Select(Offset));
        (await console.Client.GetAsync($"clusters/embedded/groups/{group}")).Json.GetProperty("lagUnknownQueues").GetInt32()
            .ShouldBeGreaterThanOrEqualTo(1);

        static (string?, string, string) Offset(JsonElement row) => (
            row.GetProperty("broker").GetString(), row.GetProperty("consumerOffset").ToString(), row.GetProperty("lag").ToString());
    }

    [Fact]
    public async Task Queues_TopicTheGroupDoesNotRead_IsNamed()
    {
        var (_, group) = await GroupBehindAsync();

        (await console.Client.GetAsync($"{Path(group)}?topic=elsewhere")).ShouldBeProblem(HttpStatusCode.NotFound, "elsewhere", group);
    }

    [Fact]
    public void Contracts_OfTheDocument_HaveTheFieldsThatAreWritten()
    {
        string[] written = [.. QueueColumns.OfRow.Append(QueueColumns.VerdictText).Select(column => column.Name)];

        FieldsOf<QueueContract>().ShouldBe(written);
        FieldsOf<GroupQueueContract>().ShouldBe(["group", .. written]);
    }

    private static IEnumerable<string> FieldsOf<T>() => typeof(T).GetProperties()
        .Where(property => property.Name != "EqualityContract")
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static long? Number(JsonElement row, string field) =>
        row.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    private static string Path(string group) => $"clusters/embedded/groups/{group}/queues";

    /// <summary>Twelve messages read, four not.</summary>
    private async Task<(string Topic, string Group)> GroupBehindAsync()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 12);
        var group = await console.NewReaderAsync(topic, 12);
        await console.SendAsync(topic, 4);
        return (topic, group);
    }
}
