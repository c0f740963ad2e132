using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Api;

/// <summary>consumerOffset.json out and in.</summary>
public sealed class OffsetApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Path = "clusters/embedded/brokers/broker-a/consumer-offsets";

    [Fact]
    public async Task Export_Broker_IsItsOwnFileWithQuotedKeysUnderRocketMqsName()
    {
        var (topic, group) = await console.GroupBehindAsync();

        var answer = (await console.Client.GetAsync(Path)).ShouldBe(HttpStatusCode.OK);

        answer.MediaType.ShouldBe("application/json");
        (answer.ContentHeaders.ContentDisposition!.DispositionType, answer.ContentHeaders.ContentDisposition.FileName)
            .ShouldBe(("attachment", "consumerOffset.json"));
        answer.Json.EnumerateObject().Select(field => field.Name).ShouldBe(["offsetTable"]);
        Offset(answer, topic, group).ShouldBe(6);
        answer.Json.GetProperty("offsetTable").EnumerateObject().Select(entry => entry.Name)
            .ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        Offset(await console.Client.GetAsync(Path.Replace("-a/", "-b/")), topic, group).ShouldBe(6);
    }

    [Fact]
    public async Task Export_LongsAsString_HasDecimalStringsThatCanBeImported()
    {
        var (topic, group) = await console.GroupBehindAsync();

        var text = (await console.Client.GetAsync($"{Path}?longs=string")).ShouldBe(HttpStatusCode.OK);

        text.Json.GetProperty("offsetTable").GetProperty($"{topic}@{group}").GetProperty("0").GetString().ShouldBe("6");
        (await console.Client.PutAsync(Path, text.Text)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("0")]
    public async Task Import_AfterTheGroupMovedOn_PutsItsOffsetsBackInEitherDialect(string key)
    {
        var (topic, group) = await console.GroupBehindAsync();

        var answer = (await ImportAsync($"\"{topic}@{group}\":{{{key}:2}}", "?reason=restore")).ShouldBe(HttpStatusCode.OK);

        var row = answer.Json.GetProperty("rows").EnumerateArray().ShouldHaveSingleItem();
        row.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["topic", "group", "broker", "queueId", "before", "after", "error", "note"]);
        (row.GetProperty("group").GetString(), row.GetProperty("before").GetInt64(), row.GetProperty("after").GetInt64())
            .ShouldBe((group, 6, 2));
        (await OffsetsAsync(group, topic)).ShouldBe(["2", "6"]);
    }

    [Fact]
    public async Task Import_ThenItsBefore_UndoesWhatItMovedAndNothingElse()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var other = await console.NewReaderAsync(topic, 16);
        var import = await ImportAsync($"\"{topic}@{group}\":{{0:1}},\"{topic}@{other}\":{{0:8}}");
        var importId = import.ShouldBe(HttpStatusCode.OK).Json.GetProperty("importId").GetString();

        var before = (await console.Client.GetAsync($"{Path}?before={importId}")).ShouldBe(HttpStatusCode.OK);

        before.Text.ShouldBe($"{{\"offsetTable\":{{\"{topic}@{group}\":{{\"0\":6}}}}}}");
        (await console.Client.PutAsync(Path, before.Text)).ShouldBe(HttpStatusCode.OK);
        (await OffsetsAsync(group, topic)).ShouldBe(["6", "6"]);
    }

    [Theory]
    [InlineData("1000000")]
    [InlineData("nonsense")]
    public async Task Export_BeforeAnImportThatNeverWas_IsRefused(string importId) =>
        (await console.Client.GetAsync($"{Path}?before={importId}")).ShouldBeInvalid("before", importId, "importId");

    [Fact]
    public async Task Export_BeforeAnImportIntoAnotherBroker_IsRefused()
    {
        var import = await ImportAsync(string.Empty);

        (await console.Client.GetAsync($"{Path.Replace("-a/", "-b/")}?before={import.Json.GetProperty("importId").GetString()}"))
            .ShouldBeInvalid("before", "broker-b");
    }

    [Fact]
    public async Task Import_OutsideOfWhatIsStored_IsClampedAndSaysSo()
    {
        var (topic, group) = await console.GroupBehindAsync();

        var row = (await ImportAsync($"\"{topic}@{group}\":{{0:{long.MaxValue}}}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];

        row.GetProperty("after").GetInt64().ShouldBe(8);
        row.GetProperty("note").GetString().ShouldBe($"clamped: {long.MaxValue} is beyond the queue's end, 8");
    }

    [Fact]
    public async Task Import_GroupThatNobodyKnows_IsMade()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 8);
        var group = console.NewName("restored");

        var row = (await ImportAsync($"\"{topic}@{group}\":{{0:3}}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];

        row.GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("after").GetInt64().ShouldBe(3);
        row.GetProperty("note").GetString()!.ShouldContain("is made");
        (await OffsetsAsync(group, topic)).ShouldBe(["3", ""]);
    }

    [Fact]
    public async Task Import_GroupOnline_GoesThereAndKeepsItsMembersFromCommittingOverIt()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 20);
        var group = console.NewName("group");
        var id = await console.StartConsumersAsync(group, topic);
        await console.ConsumedAsync(id, 20);

        (await ImportAsync($"\"{topic}@{group}\":{{0:0}}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0]
            .GetProperty("after").GetInt64().ShouldBe(0);

        await console.ConsumedAsync(id, 30);
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await OffsetsAsync(group, topic)).ShouldBe(["10", "10"]);
    }

    [Fact]
    public async Task Import_RetryTopicThatIsNotThereAndSystemGroup_AreLeftAloneWithANote()
    {
        var rows = (await ImportAsync("\"%RETRY%never-there@never-there\":{0:5},\"orders@TOOLS_CONSUMER\":{0:7}"))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows").EnumerateArray().ToArray();

        rows.Select(row => row.GetProperty("after").ValueKind).ShouldAllBe(kind => kind == JsonValueKind.Null);
        rows[0].GetProperty("note").GetString()!.ShouldContain("retry topic is not there");
        rows[1].GetProperty("note").GetString()!.ShouldContain("RocketMQ's own");
        (await console.Client.GetAsync("clusters/embedded/groups/never-there")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Import_EntriesThatDoNotFit_AreAllNamedAndNothingChanges()
    {
        var (topic, group) = await console.GroupBehindAsync();

        var answer = (await ImportAsync($"\"{topic}@{group}\":{{0:1,7:1}},\"nowhere@{group}\":{{0:1,1:1}}"))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "Nothing was changed", $"offsetTable.nowhere@{group}", "And 1 more");

        var errors = answer.Json.GetProperty("errors");
        errors.EnumerateObject().Count().ShouldBe(2);
        errors.GetProperty($"offsetTable.nowhere@{group}")[0].GetString()!.ShouldContain("create it there, or take the entry out");
        errors.GetProperty($"offsetTable.{topic}@{group}.7")[0].GetString()!.ShouldContain("has the queues 0 to 0 on broker-a");
        (await OffsetsAsync(group, topic)).ShouldBe(["6", "6"]);
    }

    [Theory]
    [InlineData("", "file", "cannot be read as JSON")]
    [InlineData("{", "file", "cannot be read as JSON")]
    [InlineData("[]", "offsetTable", "missing")]
    [InlineData("""{"offsets":{}}""", "offsetTable", "missing")]
    [InlineData("""{"offsetTable":{"orders":{"0":1}}}""", "offsetTable.orders", "no @")]
    [InlineData("""{"offsetTable":{"orders@g":{"0":-1}}}""", "offsetTable.orders@g.0", "offset -1")]
    [InlineData("""{"offsetTable":{"orders@g":{"0":1.5}}}""", "offsetTable.orders@g.0", "offset 1.5")]
    [InlineData("""{"offsetTable":{"orders@g":{0:1,0:2}}}""", "offsetTable.orders@g.0", "twice")]
    public async Task Import_WrongFile_NamesTheEntryAndTheFix(string body, string entry, string rule)
    {
        var answer = (await console.Client.PutAsync(Path, body)).ShouldBeProblem(HttpStatusCode.BadRequest, entry, rule);

        answer.Json.GetProperty("errors").GetProperty(entry)[0].GetString()!.ShouldContain(rule);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_TooLong_Is413(bool chunked)
    {
        var bytes = new byte[(8 * 1024 * 1024) + 1];
        Array.Fill(bytes, (byte)' ');

        var answer = await console.Client.CallAsync(HttpMethod.Put, Path, change: request =>
        {
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.TransferEncodingChunked = chunked;
        });

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "8388608 bytes", "split it");
    }

    [Fact]
    public async Task Import_OtherTypeOrNone_Is415()
    {
        (await console.Client.CallAsync(HttpMethod.Put, Path, change: request => request.Content =
            new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue("text/plain"))))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "application/json");
        (await console.Client.CallAsync(HttpMethod.Put, Path)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "application/json");
    }

    [Fact]
    public async Task Offsets_UnknownBrokerOrCluster_AreNamed()
    {
        var unknown = Path.Replace("broker-a", "broker-x");

        (await console.Client.GetAsync(unknown)).ShouldBeProblem(HttpStatusCode.NotFound, "broker-x", "broker-a, broker-b");
        (await console.Client.PutAsync(unknown, """{"offsetTable":{}}"""))
            .ShouldBeProblem(HttpStatusCode.NotFound, "broker-x", "broker-a, broker-b");
        (await console.Client.GetAsync(Path.Replace("embedded", "elsewhere"))).ShouldBeProblem(HttpStatusCode.NotFound, "elsewhere");
    }

    [Fact]
    public async Task Import_ReasonTooLong_IsRefused() =>
        (await ImportAsync(string.Empty, $"?reason={new string('x', 1001)}")).ShouldBeInvalid("reason", "1000");

    [Fact]
    public async Task Import_AnswerInAFormThatIsNotOffered_IsRefusedBeforeAnythingChanges()
    {
        var (topic, group) = await console.GroupBehindAsync();

        (await ImportAsync($"\"{topic}@{group}\":{{0:1}}", "?longs=words")).ShouldBeInvalid("longs", "words");

        (await OffsetsAsync(group, topic)).ShouldBe(["6", "6"]);
    }

    private Task<ApiAnswer> ImportAsync(string entries, string query = "") =>
        console.Client.PutAsync($"{Path}{query}", $"{{\"offsetTable\":{{{entries}}}}}");

    private static long Offset(ApiAnswer answer, string topic, string group) =>
        answer.Json.GetProperty("offsetTable").GetProperty($"{topic}@{group}").GetProperty("0").GetInt64();

    /// <summary>As they stand on broker a and broker b.</summary>
    private async Task<string[]> OffsetsAsync(string group, string topic) =>
    [
        .. (await console.Client.GetAsync($"clusters/embedded/groups/{group}/queues?topic={topic}")).Rows
            .Select(row => row.GetProperty("consumerOffset").ToString()),
    ];
}
