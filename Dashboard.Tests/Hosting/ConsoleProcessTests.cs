using System.Net.WebSockets;

namespace Dashboard.Tests.Hosting;

/// <summary>What only a process of its own can show: the environment, the exit code, the stop on a signal.</summary>
public sealed class ConsoleProcessTests
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Start_HostVariableOpensTheAddress_IsRefusedLikeTheKey()
    {
        await using ConsoleProcess console = new([], ("ASPNETCORE_URLS", "http://0.0.0.0:5080"));

        var (code, errors) = await console.EndAsync(StartTime);

        code.ShouldBe(1);
        errors.ShouldContain("Urls: 'http://0.0.0.0:5080' can be reached from other machines");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_WrongBroker_IsOneLineOfTheEngine()
    {
        await using ConsoleProcess console = new(["--Urls=http://127.0.0.1:0", "--Console:Embedded:Brokers:0:Name=no name"]);

        var (code, errors) = await console.EndAsync(StartTime);

        code.ShouldBe(1);
        errors.Trim().ShouldStartWith("Console cannot run. Console:Embedded:Brokers:0:Name: 'no name'");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Terminate_WithAHubClient_EndsInTimeAndTellsTheClient()
    {
        await using ConsoleProcess console = new(["--Urls=http://127.0.0.1:0"]);
        var address = await console.ListeningAsync();
        await using var client = await HubClient.ConnectAsync(address);
        await client.WatchOverviewAsync("embedded");

        console.Terminate();
        var (code, _) = await console.EndAsync(StopTime);

        code.ShouldBe(0);
        await client.Closed.Task.WaitAsync(StopTime);
    }

    [Fact]
    public async Task Terminate_WithATabThatDoesNotAnswer_EndsInTimeAllTheSame()
    {
        await using ConsoleProcess console = new(["--Urls=http://127.0.0.1:0"]);
        var address = await console.ListeningAsync();
        using ClientWebSocket tab = new();
        var hub = new UriBuilder(address) { Scheme = "ws", Path = "/hubs/live" }.Uri;
        await tab.ConnectAsync(hub, CancellationToken.None).WaitAsync(StartTime);
        var handshake = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();
        await tab.SendAsync(handshake, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        console.Terminate();
        var (code, errors) = await console.EndAsync(StopTime);

        errors.ShouldBeEmpty();
        code.ShouldBe(0);
    }
}
