using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CsvHelper;

namespace Dashboard.Tests.Browser;

/// <summary>What the REST interface says about the embedded cluster, in the form of <see cref="ConsoleTab.LinesAsync"/>.</summary>
internal sealed class ConsoleApi(ConsoleProcess console)
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

    internal async Task<string[]> CsvLinesAsync(string group) => ParseCsv(await console.Http.GetStringAsync(Queues(group, "csv")));

    internal async Task CreateTopicAsync(string name)
    {
        using var answer = await console.Http.PostAsJsonAsync("api/v1/clusters/embedded/topics", new { name, queues = 4 });
        answer.EnsureSuccessStatusCode();
    }

    internal async Task SendAsync(string topic, int count)
    {
        using var answer = await console.Http.PostAsJsonAsync(
            $"api/v1/clusters/embedded/topics/{topic}/messages", new { body = "from a test", count });
        answer.EnsureSuccessStatusCode();
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

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? string.Empty : value.ToString();

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static Uri Queues(string group, string format = "json") =>
        new($"api/v1/clusters/embedded/groups/{group}/queues?format={format}", UriKind.Relative);
}
