using System.Globalization;
using System.Resources;

namespace Dashboard.Languages;

/// <summary>What pages say, in English (Texts.resx) or Chinese (Texts.zh.resx); other languages read English.</summary>
internal static class TextSource
{
    private static readonly ResourceManager Resources = new("Dashboard.Languages.Texts", typeof(TextSource).Assembly);

    /// <summary>The text of a key; a key that does not exist is a defect and throws.</summary>
    public static string Get(CultureInfo culture, string key) =>
        Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"There is no text '{key}'.");

    /// <summary>The same with its {0}, {1}… filled in.</summary>
    public static string Format(CultureInfo culture, string key, params ReadOnlySpan<object?> values) =>
        string.Format(culture, Get(culture, key), values);
}
