using System.Net;
using System.Text.Json;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Hosting;
using Dashboard.Tests.Hosting;
using Engine.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Api;

/// <summary>The real console with its embedded cluster, on a real socket and a data folder of its own; one per test class.</summary>
public sealed class ApiConsole : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string[] _settings;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("api-");
    private WebApplication _app = null!;
    private ApiClient _client = null!;
    private int _names;

    public ApiConsole()
        : this([])
    {
    }

    /// <summary>With settings of its own besides; they win.</summary>
    internal ApiConsole(params string[] settings) => _settings = settings;

    internal ApiClient Client => _client;

    internal IEmbeddedCluster Embedded => _app.Services.GetRequiredService<IEmbeddedCluster>();

    internal string Database => Path.Combine(_data.FullName, "console.db");

    public async Task InitializeAsync()
    {
        var builder = ConsoleProgram.CreateBuilder(
            [
                "--Urls=http://127.0.0.1:0", $"--Console:DataFolder={_data.FullName}", "--Console:Embedded:Store:SegmentBytes=16777216",
                .. RemotingPorts.None, .. _settings,
            ]);
        builder.AddConsole();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapConsole();
        await _app.StartAsync();
        _client = new ApiClient(new Uri(_app.Urls.Single()));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>A name that no other test of the class has.</summary>
    internal string NewName(string prefix) => $"{prefix}-{Interlocked.Increment(ref _names)}";

    /// <summary>A topic with eight messages on each of two queues, and a group that has read six of each.</summary>
    internal async Task<(string Topic, string Group)> GroupBehindAsync()
    {
        var topic = await NewTopicAsync();
        await SendAsync(topic, 12);
        var group = await NewReaderAsync(topic, 12);
        await SendAsync(topic, 4);
        return (topic, group);
    }

    /// <summary>Waits until the consumers of a start have read so many messages.</summary>
    internal Task ConsumedAsync(string id, long messages) => EventuallyAsync(
        "demo/consumers",
        list => Find(list, id)!.Value.GetProperty("consumed").GetInt64() >= messages,
        $"{id} consumes {messages} messages");

    /// <summary>A group's offsets on a topic, in the order of the queues.</summary>
    internal async Task<long[]> OffsetsAsync(string group, string topic) =>
    [
        .. (await Client.GetAsync($"clusters/embedded/groups/{group}/queues?topic={topic}")).Rows
            .Select(row => row.GetProperty("consumerOffset").GetInt64()),
    ];

    /// <summary>A new topic with so many queues on each of the two brokers.</summary>
    internal async Task<string> NewTopicAsync(int queues = 1)
    {
        var name = NewName("topic");
        (await _client.PostAsync("clusters/embedded/topics", new { name, queues })).ShouldBe(HttpStatusCode.Created);
        return name;
    }

    internal async Task SendAsync(string topic, int count) =>
        (await _client.PostAsync($"clusters/embedded/topics/{topic}/messages", new { body = "x", count })).ShouldBe(HttpStatusCode.OK);

    /// <summary>A new group that has read all of the topic and is offline again.</summary>
    internal async Task<string> NewReaderAsync(string topic, int messages)
    {
        var group = NewName("group");
        var id = await StartConsumersAsync(group, topic);
        await EventuallyAsync(
            "demo/consumers", list => Find(list, id)?.GetProperty("consumed").GetInt64() >= messages, $"{group} reads {messages} messages");
        (await _client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
        return group;
    }

    internal async Task<string> StartConsumersAsync(string group, string topic, int instances = 1, int delayMs = 0)
    {
        var started = await _client.PostAsync("demo/consumers", new { group, topic, instances, delayMs });
        return started.ShouldBe(HttpStatusCode.Created).Json.GetProperty("id").GetString()!;
    }

    /// <summary>The group's next snapshot that fits, as the live feed pushes it.</summary>
    internal async Task<GroupSnapshot> WaitForGroupAsync(string group, Func<GroupSnapshot, bool> fits, string expected)
    {
        using CancellationTokenSource patience = new(Patience);
        await using var subscription = _app.Services.GetRequiredService<LiveFeed>().WatchGroup("embedded", group);
        try
        {
            await foreach (var snapshot in subscription.ReadAllAsync(patience.Token))
            {
                if (fits(snapshot))
                {
                    return snapshot;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        throw new TimeoutException($"Expected within {Patience}: {expected}.");
    }

    /// <summary>Waits until the newest sample of the whole cluster fits.</summary>
    internal async Task WaitForSweepAsync(Func<ClusterSample, bool> fits)
    {
        using CancellationTokenSource patience = new(Patience);
        await using var subscription = _app.Services.GetRequiredService<LiveFeed>().WatchOverview("embedded");
        var sampler = _app.Services.GetRequiredService<ClusterSamplers>().Get("embedded");
        await foreach (var _ in subscription.ReadAllAsync(patience.Token))
        {
            if (sampler.Latest is { } sample && fits(sample))
            {
                return;
            }
        }

        throw new TimeoutException("The watching of the cluster ended.");
    }

    /// <summary>Asks again until the answer fits.</summary>
    internal async Task<JsonElement> EventuallyAsync(string path, Func<JsonElement, bool> fits, string expected)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer ticks = new(TimeSpan.FromMilliseconds(20));
        var last = string.Empty;
        try
        {
            do
            {
                var answer = await _client.GetAsync(path);
                last = answer.Text;
                if (fits(answer.Json))
                {
                    return answer.Json;
                }
            }
            while (await ticks.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        throw new TimeoutException($"Expected within {Patience}: {expected}. Last answer of {path}: {last}");
    }

    internal static JsonElement? Find(JsonElement list, string id, string field = "id")
    {
        var found = list.EnumerateArray().Where(one => one.GetProperty(field).GetString() == id).ToArray();
        return found.Length == 0 ? null : found[0];
    }
}
