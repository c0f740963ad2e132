using System.Net;
using System.Net.Sockets;
using System.Text;
using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Admin.Topics;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engine.Tests.Hosting;

/// <summary>A cluster managed from outside, over real sockets.</summary>
public sealed class RemoteClusterTests
{
    private static readonly EmbeddedAclAccount Account = new() { AccessKey = "console", SecretKey = "secret-of-console", Admin = true };

    [Fact]
    public async Task Admin_OfARemoteCluster_SeesAndChangesWhatItsOwnSees()
    {
        await using var far = await FarCluster.StartAsync();
        await using var remote = far.Connect();

        await ManageAsync(remote.Admin);

        var own = await far.Cluster.Admin.GetTopicAsync("orders", CancellationToken.None);
        own.Queues.Sum(queue => queue.MaxOffset).ShouldBe(8);
        var brokers = (await remote.Admin.GetClusterAsync(CancellationToken.None)).Brokers;
        brokers.ShouldBe((await far.Cluster.Admin.GetClusterAsync(CancellationToken.None)).Brokers);
    }

    [Fact]
    public async Task Signed_WithTheRightSecret_MayDoEverything()
    {
        await using var far = await FarCluster.StartAsync(Account);
        await using var remote = far.Connect(options => (options.AccessKey, options.SecretKey) = (Account.AccessKey, Account.SecretKey));

        await ManageAsync(remote.Admin);
    }

    [Theory]
    [InlineData(null, null, "No accessKey is configured")]
    [InlineData("console", "another-secret", "Check signature failed")]
    [InlineData("somebody", "another-secret", "No acl config for somebody")]
    public async Task Signed_Wrongly_IsRefusedWithTheReason(string? accessKey, string? secretKey, string expected)
    {
        await using var far = await FarCluster.StartAsync(Account);
        await using var remote = far.Connect(options => (options.AccessKey, options.SecretKey) = (accessKey, secretKey));

        var refused = await Should.ThrowAsync<AdminException>(() => remote.Admin.GetClusterAsync(CancellationToken.None));

        refused.Kind.ShouldBe(AdminErrorKind.Refused);
        refused.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task Tls_CertificateThatNobodyVouchesFor_IsTakenOnlyWhenAllowed()
    {
        await using var far = await FarCluster.StartAsync(isTls: true);
        await using var strict = far.Connect(options => options.Tls = true);
        await using var lenient = far.Connect(options => (options.Tls, options.TlsAnyCertificate) = (true, true));

        var refused = await Should.ThrowAsync<AdminException>(() => strict.Admin.GetClusterAsync(CancellationToken.None));
        await ManageAsync(lenient.Admin);

        refused.Kind.ShouldBe(AdminErrorKind.Unreachable);
        refused.Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task NameServers_FirstOneIsAway_TheNextAnswers()
    {
        await using var far = await FarCluster.StartAsync();
        await using var remote = far.Connect(options => options.NameServers = $"127.0.0.1:1;{far.NameServer}");

        (await remote.Admin.GetClusterAsync(CancellationToken.None)).Brokers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task NameServers_FirstOneTakesConnectionsAndIsSilent_TheNextAnswersAndIsAskedFirstFromThenOn()
    {
        await using var far = await FarCluster.StartAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var remote = far.Connect(options => options.NameServers = $"{silent.LocalEndpoint};{far.NameServer}");

        (await remote.Admin.GetClusterAsync(CancellationToken.None)).Brokers.Count.ShouldBe(2);
        silent.Pending().ShouldBeTrue();
        (await silent.AcceptSocketAsync()).Dispose();

        (await remote.Admin.GetClusterAsync(CancellationToken.None)).Brokers.Count.ShouldBe(2);
        silent.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Cluster_ComesBack_IsReachedAgainOverNewConnections()
    {
        await using var far = await FarCluster.StartAsync();
        await using var remote = far.Connect();
        await remote.Admin.GetClusterAsync(CancellationToken.None);
        await far.Cluster.StopAsync(CancellationToken.None);

        var away = await Should.ThrowAsync<AdminException>(() => remote.Admin.GetClusterAsync(CancellationToken.None));
        await far.Cluster.StartAsync(CancellationToken.None);

        away.Kind.ShouldBe(AdminErrorKind.Unreachable);
        away.Message.ShouldContain(far.NameServer);
        (await remote.Admin.ReadProgressAsync(CancellationToken.None)).Unreachable.ShouldBeEmpty();
    }

    [Fact]
    public async Task Host_WithAClusterThatIsAway_StartsAndDisposesIt()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddRemoteClusters(
        [
            new RemoteClusterOptions { Name = "gone", NameServers = "127.0.0.1:1", ReadOnly = true },
            new RemoteClusterOptions { Name = "lost", NameServers = "no.such.host.invalid:9876" },
        ]);
        var host = builder.Build();
        await host.StartAsync();
        var clusters = host.Services.GetServices<IRemoteCluster>().ToArray();

        var gone = await Should.ThrowAsync<AdminException>(() => clusters[0].Admin.GetClusterAsync(CancellationToken.None));
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();

        clusters.Select(cluster => (cluster.Name, cluster.IsReadOnly)).ShouldBe([("gone", true), ("lost", false)]);
        gone.Message.ShouldContain("127.0.0.1:1");
        (await Should.ThrowAsync<AdminException>(() => clusters[0].Admin.GetClusterAsync(CancellationToken.None)))
            .Message.ShouldContain("stopped");
    }

    [Fact]
    public void AddRemoteClusters_WrongSettings_NamesEachKey() =>
        Should.Throw<OptionsValidationException>(() => new ServiceCollection().AddRemoteClusters([new RemoteClusterOptions()]))
            .Failures.Select(message => message.Split(' ')[0])
            .ShouldBe(["Console:Clusters:0:Name:", "Console:Clusters:0:NameServers:"]);

    /// <summary>A topic, messages and a reset, each with what comes back.</summary>
    private static async Task ManageAsync(IClusterAdmin admin)
    {
        await admin.CreateTopicAsync(new TopicSettings("orders", 1), CancellationToken.None);
        var message = new Message { Topic = "orders", Keys = "k", Body = Encoding.UTF8.GetBytes("from elsewhere") };
        var sent = await admin.SendAsync(message, 8, CancellationToken.None);
        (sent.Sent, sent.Error).ShouldBe((8, null));

        var last = sent.Last.ShouldNotBeNull();
        var place = new MessageQueue("orders", last.Queue.BrokerName, last.Queue.QueueId);
        var slice = await admin.Messages.ReadQueueAsync(place, last.QueueOffset, 1, CancellationToken.None);
        Encoding.UTF8.GetString(slice.Messages.ShouldHaveSingleItem().Message.Body.Span).ShouldBe("from elsewhere");

        await admin.SaveGroupAsync(new GroupSettings("billing"), CancellationToken.None);
        var reset = await admin.ResetOffsetsAsync("billing", [new QueueResetTarget(place, 2)], CancellationToken.None);
        reset.ShouldHaveSingleItem().ShouldBe(new QueueResetResult(place, null, 2, null, null));
    }
}
