using System.Globalization;
using System.Net;
using System.Text.Json;
using CsvHelper;

namespace Dashboard.Tests.Api;

/// <summary>The audit as a script reads it.</summary>
public sealed class AuditReadApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Audit_Json_HasWhoWhenWhatAndTheRowsOfAReset()
    {
        var (topic, group, resetId) = await ResetAsync();

        var entry = (await console.Client.GetAsync($"audit?action=offsets.reset&text={group}"))
            .ShouldBe(HttpStatusCode.OK).Rows.ShouldHaveSingleItem();

        entry.GetProperty("id").GetString().ShouldBe(resetId);
        entry.GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        entry.GetProperty("actor").GetString().ShouldBe("local");
        entry.GetProperty("cluster").GetString().ShouldBe("embedded");
        entry.GetProperty("action").GetString().ShouldBe("offsets.reset");
        entry.GetProperty("subject").GetString().ShouldBe(group);
        entry.GetProperty("reason").GetString().ShouldBe("replay, of \"May\"");
        entry.GetProperty("outcome").GetString().ShouldBe("done");
        var row = entry.GetProperty("rows")[0];
        row.GetProperty("topic").GetString().ShouldBe(topic);
        (row.GetProperty("before").GetInt64(), row.GetProperty("after").GetInt64()).ShouldBe((2, 0));
        row.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Audit_NewestFirst_AndPagedByBeforeAndLimit()
    {
        await ResetAsync();

        var all = Ids(await console.Client.GetAsync("audit"));
        var page = Ids(await console.Client.GetAsync($"audit?limit=2&before={all[1]}"));

        all.Select(long.Parse).ShouldBe(all.Select(long.Parse).OrderDescending());
        page.ShouldBe(all.Skip(2).Take(2));
    }

    [Fact]
    public async Task Audit_FromAndTo_AreMomentsBothIncluded()
    {
        var (_, group, _) = await ResetAsync();
        var at = (await console.Client.GetAsync($"audit?action=offsets&text={group}")).Rows[0].GetProperty("at").GetString()!;
        var before = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).AddMilliseconds(-1);
        var earlier = before.ToString("O", CultureInfo.InvariantCulture);
        var query = $"audit?action=offsets.reset&text={group}";

        Ids(await console.Client.GetAsync($"{query}&from={at}&to={at}")).Length.ShouldBe(1);
        Ids(await console.Client.GetAsync($"{query}&to={Uri.EscapeDataString(earlier)}")).ShouldBeEmpty();
        Ids(await console.Client.GetAsync($"{query}&from=2026-01-01")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Audit_CsvAndNdjson_SayTheSame()
    {
        var (topic, group, resetId) = await ResetAsync();

        var csv = (await console.Client.GetAsync($"audit?action=offsets.reset&text={group}&format=csv")).ShouldBe(HttpStatusCode.OK);
        var lines = (await console.Client.GetAsync($"audit?action=offsets.reset&text={group}&format=ndjson")).ShouldBe(HttpStatusCode.OK);

        csv.MediaType.ShouldBe("text/csv");
        using var reader = new CsvReader(new StringReader(csv.Text), CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        reader.HeaderRecord![..6].ShouldBe(["id", "at", "actor", "channel", "cluster", "action"]);
        reader.Read();
        reader.GetField("id").ShouldBe(resetId);
        reader.GetField("reason").ShouldBe("replay, of \"May\"");
        reader.GetField("topic").ShouldBe(topic);
        (reader.GetField("before"), reader.GetField("after")).ShouldBe(("2", "0"));
        lines.MediaType.ShouldBe("application/x-ndjson");
        var line = lines.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
        JsonDocument.Parse(line).RootElement.GetProperty("id").GetString().ShouldBe(resetId);
    }

    [Theory]
    [InlineData("from=yesterday", "from", "ISO 8601")]
    [InlineData("to=17", "to", "ISO 8601")]
    [InlineData("format=xml", "format", "json, csv, ndjson")]
    [InlineData("limit=0", "limit", "whole number")]
    [InlineData("before=x", "before", "whole number")]
    [InlineData("acton=offsets", "acton", "action")]
    public async Task Audit_WrongArgument_IsNamed(string query, string field, string rule) =>
        (await console.Client.GetAsync($"audit?{query}")).ShouldBeInvalid(field, rule);

    private static string[] Ids(ApiAnswer answer) =>
        [.. answer.ShouldBe(HttpStatusCode.OK).Rows.Select(entry => entry.GetProperty("id").GetString()!)];

    private async Task<(string Topic, string Group, string ResetId)> ResetAsync()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 4);
        var group = await console.NewReaderAsync(topic, 4);
        var reset = await console.Client.PostAsync(
            $"clusters/embedded/groups/{group}/resets",
            new { mode = "earliest", topics = new[] { topic }, reason = "replay, of \"May\"" });
        return (topic, group, reset.ShouldBe(HttpStatusCode.OK).Json.GetProperty("resetId").GetString()!);
    }
}
