using Engine.Admin.Offsets;
using Engine.Hosting;
using Engine.Tests.Client;
using Engine.Tests.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engine.Tests.Foreign;

/// <summary>A client that others wrote, in another language, over TCP.</summary>
[Trait("Category", "Foreign")]
public sealed class NodeClientTests : IDisposable
{
    private const string Topic = "orders";
    private const string Group = "node-group";
    private const int Messages = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("console-node-").FullName;

    [NodeFact]
    public async Task AliOns_ProducesConsumesRetriesAndFollowsAResetWhileOnline()
    {
        using var host = await StartAsync();
        var cluster = host.Services.GetRequiredService<IEmbeddedCluster>();
        await cluster.Admin.CreateTopicAsync(new(Topic, 2), CancellationToken.None);
        await using var client = await NodeClient.StartAsync(cluster.NameServers.Single(), Group, Topic);

        await client.UntilAsync(() => client.Count("sent") == Messages, "all are sent");
        client.Count("sent", sent => sent.GetProperty("status").GetString() == "SEND_OK").ShouldBe(Messages);
        await client.UntilAsync(() => client.Count("got") >= Messages, "all are consumed");
        await client.UntilAsync(() => Retried(client) == 1, "the one that failed comes again");
        await Eventually.TrueAsync(() => IsRead(cluster).Result, "its offsets are reported");
        var members = (await cluster.Admin.ReadGroupProgressAsync(Group, CancellationToken.None)).Members;
        members.ShouldHaveSingleItem().ClientId.ShouldContain("@");

        var targets = (await QueuesAsync(cluster)).Select(queue => new QueueResetTarget(queue.Queue, 0)).ToList();
        (await cluster.Admin.ResetOffsetsAsync(Group, targets, CancellationToken.None)).ShouldAllBe(row => row.Error == null);

        await client.UntilAsync(
            () => client.Count("got", got => got.GetProperty("reconsumed").GetInt32() == 0) == 2 * Messages, "every message a second time");
        (await client.StopAsync()).ShouldBe(0);
        client.Count("error").ShouldBe(0, client.Told);
        await Eventually.TrueAsync(
            () => cluster.Admin.ReadGroupProgressAsync(Group, CancellationToken.None).Result.Members.Count == 0, "it has left its group");
        await host.StopAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Retried(NodeClient client) =>
        client.Count("got", got => got.GetProperty("body").GetString() == "body 3" && got.GetProperty("reconsumed").GetInt32() == 1);

    private static async Task<bool> IsRead(IEmbeddedCluster cluster) =>
        (await QueuesAsync(cluster)).All(queue => queue.ConsumerOffset == queue.BrokerOffset);

    private static async Task<IReadOnlyList<Engine.Admin.Statistics.QueueFigures>> QueuesAsync(IEmbeddedCluster cluster) =>
        [.. ScenarioCluster.OfTopic(await cluster.Admin.ReadGroupProgressAsync(Group, CancellationToken.None), Topic)];

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedCluster(new EmbeddedClusterOptions
        {
            BrokersFolder = Path.Combine(_folder, "brokers"),
            NameServerPort = 0,
            Brokers =
            {
                new EmbeddedBrokerOptions { Name = "broker-a", Port = 0 },
                new EmbeddedBrokerOptions { Name = "broker-b", Port = 0 },
            },
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
