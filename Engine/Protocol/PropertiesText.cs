using System.Text;

namespace Engine.Protocol;

/// <summary>
/// Settings as RocketMQ sends them: <c>key=value</c>, one a line, in UTF-8. Pure. Mirrors MixAll#string2Properties and
/// #properties2String.
/// </summary>
internal static class PropertiesText
{
    public static byte[] Write(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var lines = settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}\n");
        return Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    /// <summary>The settings, the last one of a name; null when a line is none. Blank lines and comments count for nothing.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        const StringSplitOptions trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n', trimmed))
        {
            if (line[0] is '#' or '!')
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return null;
            }

            settings[line[..equals].TrimEnd()] = line[(equals + 1)..].TrimStart();
        }

        return settings;
    }
}
