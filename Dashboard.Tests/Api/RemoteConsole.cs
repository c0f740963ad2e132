using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Api;

/// <summary>
/// A console that manages the embedded cluster of another one from outside: as "far", once more as "looked-at", which is read-only, and a
/// cluster "gone" that nobody answers for.
/// </summary>
public sealed class RemoteConsole : IAsyncLifetime
{
    private ApiConsole _near = null!;

    /// <summary>The console whose cluster is managed.</summary>
    internal ApiConsole Far { get; } = new(RemotingPorts.Free);

    internal ApiClient Near => _near.Client;

    /// <summary>Waits until the console that looks from outside has seen a new group of the other one.</summary>
    internal Task SeenAsync(string group) => _near.EventuallyAsync(
        "clusters/far/groups",
        list => list.EnumerateArray().Any(row => row.GetProperty("name").GetString() == group),
        $"{group} is seen from outside");

    public async Task InitializeAsync()
    {
        await Far.InitializeAsync();
        var nameServer = Far.Embedded.NameServers[0];
        _near = new ApiConsole(
            "--Console:Clusters:0:Name=far",
            $"--Console:Clusters:0:NameServers={nameServer}",
            "--Console:Clusters:1:Name=looked-at",
            $"--Console:Clusters:1:NameServers={nameServer}",
            "--Console:Clusters:1:ReadOnly=true",
            "--Console:Clusters:2:Name=gone",
            "--Console:Clusters:2:NameServers=127.0.0.1:1;127.0.0.1:2");
        await _near.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _near.DisposeAsync();
        await Far.DisposeAsync();
    }
}
