using System.Net;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Dashboard.Clusters;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Hosting;
using Engine.Admin.Offsets;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Dashboard.Tests.Api;

/// <summary>What an import answers when the broker refuses some of its queues, or all, and what of it stands in the audit.</summary>
public sealed class ImportResultTests
{
    private const string Path = "clusters/embedded/brokers/broker-a/consumer-offsets";
    private const string File = """{"offsetTable":{"orders@g":{"0":1,"1":2}}}""";

    [Theory]
    [InlineData(0, HttpStatusCode.OK, "done")]
    [InlineData(1, HttpStatusCode.MultiStatus, "partly done")]
    [InlineData(2, HttpStatusCode.BadGateway, "failed")]
    public async Task Import_QueuesRefused_TellsEveryRowAndKeepsItInTheAudit(int refused, HttpStatusCode status, string outcome)
    {
        await using var console = await StartAsync(Changer(refused));
        using var client = new ApiClient(console.Address);

        var answer = (await client.PutAsync($"{Path}?reason=restore", File)).ShouldBe(status);

        answer.MediaType.ShouldBe("application/json");
        var rows = answer.Json.GetProperty("rows").EnumerateArray().ToArray();
        rows.Count(row => row.GetProperty("error").ValueKind == JsonValueKind.String).ShouldBe(refused);
        rows.Count(row => row.GetProperty("after").ValueKind == JsonValueKind.Null).ShouldBe(refused);
        var log = console.Services.GetRequiredService<AuditLog>();
        var record = (await log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        record.Id.ToString(null as IFormatProvider).ShouldBe(answer.Json.GetProperty("importId").GetString());
        (record.Action, record.Subject, record.Reason, record.Outcome).ShouldBe(("offsets.import", "broker-a", "restore", outcome));
        (record.Actor, record.Channel).ShouldBe(("local", "api"));
        record.Request.ShouldBe(File);
        record.Rows.Select(row => (row.Group, row.QueueId, row.Before, row.Error is null)).ShouldBe(
            [("g", 0, 4L, refused < 1), ("g", 1, 4L, refused < 2)]);
    }

    [Fact]
    public async Task Import_IntoAReadOnlyCluster_IsAConflictThatSaysSo()
    {
        await using var console = await StartAsync(null);
        using var client = new ApiClient(console.Address);

        (await client.PutAsync(Path, File)).ShouldBeProblem(HttpStatusCode.Conflict, "read-only");
    }

    [Fact]
    public async Task Import_BrokerDoesNotAnswer_IsSaidBeforeAnythingChanges()
    {
        var changer = Changer(0);
        await using var console = await StartAsync(changer);
        console.Gateway.Unreachable = ["broker-a"];
        using var client = new ApiClient(console.Address);

        (await client.PutAsync(Path, File)).ShouldBeProblem(HttpStatusCode.BadGateway, "broker-a did not answer", "nothing was changed");
        await changer.DidNotReceiveWithAnyArgs().ResetOffsetsAsync(default!, default!, default);
    }

    private static async Task<TestConsole> StartAsync(IClusterChanger? changer)
    {
        var console = await TestConsole.StartAsync(changer);
        console.Gateway.Set(Sample.Topic("orders", 10, 10));
        console.Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(10, 4, queueId: 1)));
        return console;
    }

    private static IClusterChanger Changer(int refused)
    {
        var changer = Substitute.For<IClusterChanger>();
        changer.ResetOffsetsAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<QueueResetTarget>>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult<IReadOnlyList<QueueResetResult>>([.. call.Arg<IReadOnlyList<QueueResetTarget>>().Index()
                .Select(target => target.Index < refused
                    ? new QueueResetResult(target.Item.Queue, 4, null, null, "broker-a is full")
                    : new QueueResetResult(target.Item.Queue, 4, target.Item.Offset, null, null))]));
        return changer;
    }
}
