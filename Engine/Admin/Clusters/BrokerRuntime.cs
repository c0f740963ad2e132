using System.Globalization;

namespace Engine.Admin.Clusters;

/// <summary>What one broker says of itself (GET_BROKER_RUNTIME_INFO, 28), under RocketMQ's keys.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Values">As it came, all text; empty when it said nothing.</param>
/// <param name="Problem">Why it said nothing, in a sentence; null when it did.</param>
public sealed record BrokerRuntime(BrokerView Broker, IReadOnlyDictionary<string, string> Values, string? Problem = null)
{
    /// <summary>A value as text; null when the broker does not give it.</summary>
    public string? Text(string key) => Values.TryGetValue(key, out var text) && text.Length > 0 ? text : null;

    /// <summary>A value that counts something; null when the broker does not give it, or gives RocketMQ's -1 for unknown.</summary>
    public long? Count(string key) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= 0 ? count : null;

    /// <summary>A value with decimals; null when the broker does not give it, or gives RocketMQ's -1 for unknown.</summary>
    public double? Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    /// <summary>
    /// One of the three rates of a value, per second: over 10, 60 and 600 s; null while the broker is too young for it.
    /// </summary>
    /// <param name="key">Such as putTps.</param>
    /// <param name="window">0, 1 or 2.</param>
    public double? Rate(string key, int window = 0) =>
        Text(key)?.Split(' ') is { } rates && window < rates.Length
            && double.TryParse(rates[window], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : null;
}
