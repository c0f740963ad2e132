using System.Collections.Frozen;

namespace Dashboard.Components.Controls;

/// <summary>The strokes of the icons in a field of 24 by 24.</summary>
internal static class IconPaths
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["overview"] = "M4 4v16h16M8 15l3-4 3 2 5-7",
        ["groups"] = "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 19c0-3 2.7-5 6-5s6 2 6 5M16 5.5a3 3 0 0 1 0 5.2M18 14.3c1.9.8 3 2.5 3 4.7",
        ["topics"] = "M4 7l8-4 8 4-8 4zM4 12l8 4 8-4M4 17l8 4 8-4",
        ["messages"] = "M4 5h16v12H10l-4 4v-4H4zM8 9h8M8 13h5",
        ["demo"] = "M9 3h6M10 3v6l-5 9a2 2 0 0 0 1.8 3h10.4a2 2 0 0 0 1.8-3l-5-9V3M8 15h8",
        ["pause"] = "M9 5v14M15 5v14",
        ["play"] = "M7 5l12 7-12 7z",
        ["sun"] = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["search"] = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
        ["download"] = "M12 4v11M7 11l5 5 5-5M5 20h14",
        ["copy"] = "M9 9h11v11H9zM15 9V4H4v11h5",
        ["upload"] = "M12 16V5M7 9l5-5 5 5M5 20h14",
        ["reset"] = "M4 5v5h5M4.6 10A8 8 0 1 1 4 13",
        ["trash"] = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v6M14 11v6",
        ["plus"] = "M12 5v14M5 12h14",
        ["send"] = "M4 12l16-8-6 16-3-6z",
        ["stop"] = "M6 6h12v12H6z",
        ["kill"] = "M13 3L5 14h6l-1 7 8-11h-6z",
        ["warn"] = "M12 4l9 16H3zM12 10v4M12 17v.5",
        ["down"] = "M6 9l6 6 6-6",
        ["right"] = "M9 6l6 6-6 6",
        ["rising"] = "M12 19V5M6 11l6-6 6 6",
        ["falling"] = "M12 5v14M6 13l6 6 6-6",
        ["help"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["check"] = "M5 13l4 4L19 7",
        ["offline"] = "M6 12h12",
        ["clients"] = "M3 5h13v9H3zM6 18h7M9.5 14v4M18 10h3v9h-6v-2",
        ["dead"] = "M4 6h16v12H4zM4 7l8 6 8-6M15 15l4 4M19 15l-4 4",
        ["audit"] = "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
        ["cluster"] = "M4 4h16v6H4zM4 14h16v6H4zM7.5 7h.5M7.5 17h.5M12 7h5M12 17h5",
        ["whatif"] = "M4 12h4c3 0 3-6 6-6h6M8 12c3 0 3 6 6 6h6M17 3l3 3-3 3M17 15l3 3-3 3",
        ["settings"] = "M4 7h10M18 7h2M16 5v4M4 17h2M10 17h10M8 15v4M4 12h6M14 12h6M12 10v4",
        ["table"] = "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
        ["chart"] = "M4 4v16h16M8 15l3-4 3 2 5-7",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string name) => Paths[name];
}
