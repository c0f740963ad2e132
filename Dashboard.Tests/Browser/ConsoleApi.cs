using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;

namespace Dashboard.Tests.Browser;

/// <summary>
/// What the REST interface says about a cluster, the embedded one unless told, in the form of <see cref="ConsoleTab.LinesAsync"/>.
/// </summary>
internal sealed class ConsoleApi(ConsoleProcess console, string cluster = "embedded")
{
    private static readonly string[] Columns = ["topic", "broker", "queueId", "brokerOffset", "consumerOffset", "lag"];

    internal async Task<string[]> JsonLinesAsync(string group)
    {
        using var document = JsonDocument.Parse(await console.Http.GetStringAsync(Queues(group)));
        return Sorted(document.RootElement.EnumerateArray()
            .Select(row => string.Join(',', Columns.Select(column => Text(row.GetProperty(column))))));
    }

    /// <summary>When the figures of the group were read from the brokers.</summary>
    internal async Task<DateTimeOffset> SampledAtAsync(string group)
    {
        using var document = JsonDocument.Parse(await console.Http.GetStringAsync(Queues(group)));
        return document.RootElement.EnumerateArray().Select(row => row.GetProperty("sampledAt").GetDateTimeOffset()).Min();
    }

    /// <summary>Where another console finds the embedded cluster.</summary>
    internal async Task<string> NameServerAsync()
    {
        using var document = JsonDocument.Parse(await console.Http.GetStringAsync(new Uri("api/v1/clusters", UriKind.Relative)));
        return document.RootElement[0].GetProperty("nameServers")[0].GetString()!;
    }

    internal async Task<string[]> CsvLinesAsync(string group) => ParseCsv(await console.Http.GetStringAsync(Queues(group, "csv")));

    internal async Task CreateTopicAsync(string name)
    {
        using var answer = await console.Http.PostAsJsonAsync($"api/v1/clusters/{cluster}/topics", new { name, queues = 4 });
        answer.EnsureSuccessStatusCode();
    }

    internal async Task SendAsync(string topic, int count)
    {
        using var answer = await console.Http.PostAsJsonAsync(
            $"api/v1/clusters/{cluster}/topics/{topic}/messages", new { body = "from a test", count });
        answer.EnsureSuccessStatusCode();
    }

    internal async Task SendAsync(string topic, string body, string keys)
    {
        using var answer = await console.Http.PostAsJsonAsync(
            $"api/v1/clusters/{cluster}/topics/{topic}/messages", new { body, keys });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Starts a member of the group and waits until the group has read something.</summary>
    internal async Task StartConsumerAsync(string group, string topic)
    {
        using var started = await console.Http.PostAsJsonAsync("api/v1/demo/consumers", new { group, topic, instances = 1, delayMs = 0 });
        started.EnsureSuccessStatusCode();
        await UntilOffsetsAsync(group, topic, 1);
    }

    /// <summary>Has the group read the topic until its offsets add up to <paramref name="offsets"/>, and stops it again.</summary>
    internal async Task ReadAsync(string group, string topic, long offsets)
    {
        using var started = await console.Http.PostAsJsonAsync("api/v1/demo/consumers", new { group, topic, instances = 1, delayMs = 0 });
        started.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await started.Content.ReadAsStringAsync());
        await UntilOffsetsAsync(group, topic, offsets);
        using var stopped = await console.Http.DeleteAsync(
            new Uri($"api/v1/demo/consumers/{body.RootElement.GetProperty("id").GetString()}", UriKind.Relative));
        stopped.EnsureSuccessStatusCode();
    }

    internal static string[] ParseCsv(string text)
    {
        using CsvReader csv = new(new StringReader(text), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<string> lines = [];
        while (csv.Read())
            lines.Add(string.Join(',', Columns.Select(column => csv.GetField(column))));

        return Sorted(lines);
    }

    private async Task UntilOffsetsAsync(string group, string topic, long offsets)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer looks = new(TimeSpan.FromMilliseconds(50));
        long sum;
        do
        {
            await looks.WaitForNextTickAsync(patience.Token);
            using var answer = await console.Http.GetAsync(Queues(group), patience.Token);
            using var rows = JsonDocument.Parse(answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(patience.Token) : "[]");
            sum = rows.RootElement.EnumerateArray()
                .Where(row => row.GetProperty("topic").GetString() == topic)
                .Select(row => row.GetProperty("consumerOffset"))
                .Sum(offset => offset.ValueKind == JsonValueKind.Number ? offset.GetInt64() : 0);
        }
        while (sum != offsets);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? string.Empty : value.ToString();

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private Uri Queues(string group, string format = "json") =>
        new($"api/v1/clusters/{cluster}/groups/{group}/queues?format={format}", UriKind.Relative);
}
