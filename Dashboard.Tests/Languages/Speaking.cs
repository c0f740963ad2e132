using Dashboard.Components.Controls;

namespace Dashboard.Tests.Languages;

/// <summary>The texts of a browser tab in a language.</summary>
internal static class Speaking
{
    internal static Texts English { get; } = In("en-US");

    internal static Texts Chinese { get; } = In("zh-CN");

    private static Texts In(string language)
    {
        var display = new Display();
        display.Use(null, language);
        return new Texts(display);
    }
}
