using System.Net;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Dashboard.Tests.Hosting;
using Engine.Admin;
using Engine.Admin.Resending;
using Engine.Protocol;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Dashboard.Tests.Api;

/// <summary>What a resend answers when some messages, or all, are not sent, and what of it stands in the audit.</summary>
public sealed class ResendResultTests
{
    private const string Path = "clusters/embedded/groups/g/resend";
    private const string Full = "broker-a is full";

    [Theory]
    [InlineData(1, 0, HttpStatusCode.OK, "done")]
    [InlineData(3, 0, HttpStatusCode.OK, "done")]
    [InlineData(3, 1, HttpStatusCode.MultiStatus, "partly done")]
    [InlineData(3, 3, HttpStatusCode.BadGateway, "failed")]
    public async Task Resend_MessagesFail_TellsEveryRowAndKeepsItInTheAudit(int count, int failed, HttpStatusCode status, string outcome)
    {
        await using var console = await TestConsole.StartAsync(Changer(failed));
        using var client = new ApiClient(console.Address);

        var answer = (await client.PostAsync(Path, new { messages = Messages(count), reason = "fixed" })).ShouldBe(status).Json;

        (answer.GetProperty("resent").GetInt32(), answer.GetProperty("failed").GetInt32()).ShouldBe((count - failed, failed));
        answer.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("error").GetString())
            .ShouldBe(Enumerable.Range(0, count).Select(index => index < failed ? Full : null));
        var record = await AuditedAsync(console);
        (record.Reason, record.Outcome, record.Detail)
            .ShouldBe(("fixed", outcome, $"{count - failed} of {count} resent by the retry topic"));
        record.Rows.ShouldBe(Enumerable.Range(0, count).Select(index => index < failed
            ? new AuditRow("%DLQ%g", "broker-a", 0, 40 + index, null, Full)
            : new AuditRow("%DLQ%g", "broker-a", 0, 40 + index, index, null)));
        using var request = JsonDocument.Parse(record.Request);
        request.RootElement.GetProperty("messages").EnumerateArray().Select(place => place.GetProperty("Offset").GetInt64())
            .ShouldBe(Enumerable.Range(0, count).Select(index => 40L + index));
    }

    [Fact]
    public async Task Resend_ClusterRefuses_StandsInTheAuditAsFailedWithoutRows()
    {
        var changer = Substitute.For<IClusterChanger>();
        var refusal = new AdminException(AdminErrorKind.Conflict, "Group g consumes by broadcasting and reads no retries.");
        changer.ResendAsync(default!, default!, default)
            .ReturnsForAnyArgs(Task.FromException<IReadOnlyList<ResendResult>>(refusal));
        await using var console = await TestConsole.StartAsync(changer);
        using var client = new ApiClient(console.Address);

        (await client.PostAsync(Path, new { messages = Messages(2) })).ShouldBeProblem(HttpStatusCode.Conflict, "broadcasting");

        var record = await AuditedAsync(console);
        (record.Outcome, record.Detail, record.Rows.Count).ShouldBe(("failed", refusal.Message, 0));
    }

    [Fact]
    public async Task Resend_IntoAReadOnlyCluster_IsAConflictThatSaysSoAndNoEntry()
    {
        await using var console = await TestConsole.StartAsync(changer: null);
        using var client = new ApiClient(console.Address);

        (await client.PostAsync(Path, new { messages = Messages(1) }))
            .ShouldBeProblem(HttpStatusCode.Conflict, "read-only", "Console:Clusters:N:ReadOnly");

        (await console.Services.GetRequiredService<AuditLog>().ReadNewestAsync(10, CancellationToken.None)).ShouldBeEmpty();
    }

    private static object[] Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(index => new { topic = "%DLQ%g", broker = "broker-a", queueId = 0, offset = 40 + index })];

    private static async Task<AuditRecord> AuditedAsync(TestConsole console)
    {
        var log = console.Services.GetRequiredService<AuditLog>();
        var record = (await log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        (record.Action, record.Cluster, record.Subject, record.Actor, record.Channel)
            .ShouldBe(("message.resend", "embedded", "g", "local", "api"));
        return record;
    }

    /// <summary>The first messages fail; the others' copies lie at the offsets of their places in the list.</summary>
    private static IClusterChanger Changer(int failed)
    {
        var changer = Substitute.For<IClusterChanger>();
        changer.ResendAsync(default!, default!, default).ReturnsForAnyArgs(call => Task.FromResult<IReadOnlyList<ResendResult>>(
            [.. call.Arg<IReadOnlyList<StoredPlace>>().Select((place, index) => Result(place, index, index < failed))]));
        return changer;
    }

    private static ResendResult Result(StoredPlace place, int index, bool failed) => failed
        ? new(place, $"id-{index}", null, Full)
        : new(place, $"id-{index}", new StoredPlace(new MessageQueue("%RETRY%g", "broker-a", 0), index), null);
}
