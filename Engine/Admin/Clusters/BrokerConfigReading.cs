namespace Engine.Admin.Clusters;

/// <summary>Takes RocketMQ's properties text apart and keeps secrets back. Pure.</summary>
internal static class BrokerConfigReading
{
    private static readonly string[] SecretWords = ["secret", "password", "passwd", "accesskey", "credential", "token"];

    public static BrokerConfig Of(string broker, string text) => new(
        broker,
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => line[0] is not ('#' or '!') && line.Contains('=', StringComparison.Ordinal))
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
                .Where(pair => pair[0].Length > 0)
                .Select(pair => new BrokerSetting(pair[0], IsSecret(pair[0]) && pair[1].Length > 0 ? null : pair[1]))
                .OrderBy(setting => setting.Name, StringComparer.Ordinal),
        ]);

    private static bool IsSecret(string name) =>
        SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
