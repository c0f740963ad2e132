using Engine.Hosting;
using Engine.Protocol.Messages;
using Engine.Tests.Broker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engine.Tests.Hosting;

public sealed class EmbeddedClusterRegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-hosting-").FullName;

    [Fact]
    public void AddEmbeddedCluster_WrongSettings_NamesEachKey()
    {
        var options = Settings();
        options.Brokers[1].Name = "broker-a";
        options.NameServerPort = -7;

        var failure = Should.Throw<OptionsValidationException>(() => new ServiceCollection().AddEmbeddedCluster(options));

        failure.Failures.Select(message => message.Split(' ')[0]).ShouldBe(
            ["Console:Embedded:NameServerPort:", "Console:Embedded:Brokers:1:Name:"]);
    }

    [Fact]
    public void AddEmbeddedCluster_Disabled_AddsNothing()
    {
        var options = Settings();
        options.Enabled = false;

        new ServiceCollection().AddEmbeddedCluster(options).ShouldBeEmpty();
    }

    [Fact]
    public async Task Host_StartedAndStopped_RunsTheClusterAndLeavesItsFolders()
    {
        using var host = CreateHost();
        var cluster = host.Services.GetRequiredService<IEmbeddedCluster>();

        cluster.IsReady.ShouldBeFalse();
        await host.StartAsync();
        cluster.IsReady.ShouldBeTrue();
        await cluster.Admin.CreateTopicAsync(new("orders"), CancellationToken.None);
        var sent = await cluster.Admin.SendAsync(new Message { Topic = "orders", Body = new byte[] { 1 } }, 1, CancellationToken.None);
        await host.StopAsync();

        sent.Sent.ShouldBe(1);
        cluster.IsReady.ShouldBeFalse();
        Directory.GetDirectories(_folder).Select(Path.GetFileName).Order().ShouldBe(["broker-a", "broker-b"]);
    }

    [Fact]
    public async Task Host_StoppedAfterTheAdminSent_WarnsOfNothing()
    {
        var log = new BrokerLog();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(log).AddEmbeddedCluster(Settings());
        using var host = builder.Build();
        await host.StartAsync();
        var admin = host.Services.GetRequiredService<IEmbeddedCluster>().Admin;
        await admin.CreateTopicAsync(new("orders"), CancellationToken.None);
        await admin.SendAsync(new Message { Topic = "orders", Body = new byte[] { 1 } }, 1, CancellationToken.None);

        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();

        log.Lines.ShouldNotContain(line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_FolderInUseByAnother_DoesNotStartAndSaysWhich()
    {
        using var first = CreateHost();
        using var second = CreateHost();
        await first.StartAsync();

        var failure = await Should.ThrowAsync<Exception>(() => second.StartAsync());

        failure.Message.ShouldContain(_folder);
        second.Services.GetRequiredService<IEmbeddedCluster>().IsReady.ShouldBeFalse();
        await first.StopAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IHost CreateHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedCluster(Settings());
        return builder.Build();
    }

    private EmbeddedClusterOptions Settings() => new()
    {
        BrokersFolder = _folder,
        NameServerPort = -1,
        Brokers =
        {
            new EmbeddedBrokerOptions { Name = "broker-a", Port = -1 },
            new EmbeddedBrokerOptions { Name = "broker-b", Port = -1 },
        },
    };
}
