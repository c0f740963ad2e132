using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Api;

/// <summary>docs/api.md is true: its commands work in their order, and every path has one.</summary>
public sealed partial class ApiPageTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Page_CommandsInTheirOrder_AllSucceedAndCoverEveryPath()
    {
        var commands = Command().Matches(await File.ReadAllTextAsync(PagePath())).ToArray();
        Dictionary<string, string> known = [];
        foreach (var command in commands)
        {
            var body = command.Groups["body"] is { Success: true } sent ? Fill(sent.Value, known) : null;

            var answer = await console.Client.CallAsync(new HttpMethod(MethodOf(command)), Fill(PathOf(command), Escaped(known)), body);

            ((int)answer.Status).ShouldBeLessThan(300, $"{command.Value}\n{answer.Text}");
            Remember(answer, known);
            if (MethodOf(command) == "POST" && PathOf(command).EndsWith("/demo/consumers", StringComparison.Ordinal))
            {
                // Who types the next command leaves them as long.
                await console.ConsumedAsync(known["id"], 1);
            }
        }

        var told = commands.Select(command => $"{MethodOf(command)} {Template(PathOf(command))}");
        (await OperationsAsync()).Except(told).ShouldBeEmpty("no command on the page");
    }

    private static string PagePath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Console.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs", "api.md");
    }

    private static string MethodOf(Match command) => command.Groups["method"] is { Success: true } given ? given.Value : "GET";

    private static string PathOf(Match command) =>
        command.Groups["url"].Value.Replace("$API", "/api/v1").Replace("http://127.0.0.1:5080", "");

    private static string Template(string path) => path.Split('?')[0]
        .Replace("/embedded", "/{cluster}").Replace("topics/orders", "topics/{topic}")
        .Replace("groups/billing", "groups/{group}").Replace("groups/shipping", "groups/{group}").Replace("<id>", "{id}")
        .Replace("<resetId>", "{resetId}")
        .Replace("groups/demo-poison", "groups/{group}").Replace("<clientId>", "{clientId}").Replace("scenarios/poison", "scenarios/{id}")
        .Replace("brokers/broker-a", "brokers/{broker}").Replace("nodes/broker-b", "nodes/{node}");

    private static string Fill(string text, Dictionary<string, string> known) =>
        known.Aggregate(text, (filled, pair) => filled.Replace($"<{pair.Key}>", pair.Value));

    private static Dictionary<string, string> Escaped(Dictionary<string, string> known) =>
        known.ToDictionary(pair => pair.Key, pair => Uri.EscapeDataString(pair.Value));

    private static void Remember(ApiAnswer answer, Dictionary<string, string> known)
    {
        if (answer.MediaType != "application/json" || answer.Json.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in new[] { "id", "planId", "importId", "resetId" })
        {
            if (answer.Json.TryGetProperty(name, out var value))
            {
                known[name] = value.GetString()!;
            }
        }

        if (ClientId().Match(answer.Text) is { Success: true } client)
        {
            known["clientId"] = client.Groups["id"].Value;
        }
    }

    private async Task<IEnumerable<string>> OperationsAsync()
    {
        var document = (await console.Client.GetAsync("/openapi/v1.json")).Json;
        return document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => $"{operation.Name.ToUpperInvariant()} {path.Name}");
    }

    [GeneratedRegex(""""clientId":"(?<id>[^"]+)"""")]
    private static partial Regex ClientId();

    [GeneratedRegex("""^curl (-X (?<method>\w+) )?"(?<url>[^"]+)"( -H "\$JSON" -d '(?<body>[^']+)')?$""", RegexOptions.Multiline)]
    private static partial Regex Command();
}
