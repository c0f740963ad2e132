using System.Reflection;
using Engine.Hosting;

namespace Dashboard.Configuration;

/// <summary>
/// Keys under <c>Console:</c> that nothing reads, as they are misspelt or in the wrong place. What is read is told by the options' own
/// properties, so that a new option needs no entry here.
/// </summary>
internal static class UnknownKeys
{
    /// <summary>Made from the data folder, whatever is written.</summary>
    private static readonly PropertyInfo[] Computed =
    [
        typeof(EmbeddedClusterOptions).GetProperty(nameof(EmbeddedClusterOptions.BrokersFolder))!,
        typeof(EmbeddedClusterOptions).GetProperty(nameof(EmbeddedClusterOptions.ClientsFolder))!,
    ];

    /// <summary>N stands for any index.</summary>
    private static readonly string[] Known = [.. KeysOf(typeof(ConsoleOptions), ConsoleOptions.Section)];

    /// <summary>One sentence per key, with the nearest one that there is.</summary>
    internal static IEnumerable<string> Warnings(IConfiguration configuration) =>
        from key in Find(configuration.GetSection(ConsoleOptions.Section), typeof(ConsoleOptions))
        select $"{key}: there is no such key, so it does nothing; the nearest one is {Nearest(key)}.";

    private static IEnumerable<string> Find(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = Properties(type).FirstOrDefault(one => one.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                yield return child.Path;

            foreach (var unknown in property is null ? [] : FindBelow(child, property.PropertyType))
                yield return unknown;
        }
    }

    private static IEnumerable<string> FindBelow(IConfigurationSection section, Type type) => ElementOf(type) is { } element
        ? section.GetChildren().SelectMany(entry => Find(entry, element))
        : Find(section, type);

    private static IEnumerable<string> KeysOf(Type type, string path) =>
        Properties(type).SelectMany(property =>
        {
            var key = $"{path}:{property.Name}";
            return ElementOf(property.PropertyType) is { } element
                ? KeysOf(element, $"{key}:N").Prepend(key)
                : KeysOf(property.PropertyType, key).Prepend(key);
        });

    /// <summary>Below a plain value there is nothing: the value itself is nearest.</summary>
    private static string Nearest(string key)
    {
        var parent = key[..key.LastIndexOf(':')];
        var value = Known.FirstOrDefault(known => known.Equals(parent, StringComparison.OrdinalIgnoreCase));
        return value is not null && !Known.Any(known => known.StartsWith($"{value}:", StringComparison.Ordinal))
            ? value
            : NearestKey.Of(key, Known);
    }

    /// <summary>None for a plain value.</summary>
    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.Namespace?.StartsWith(nameof(System), StringComparison.Ordinal) == true
            ? []
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !Computed.Contains(property));

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>)
        ? type.GetGenericArguments()[0]
        : null;
}
