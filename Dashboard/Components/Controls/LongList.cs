namespace Dashboard.Components.Controls;

/// <summary>Up to which length a table is in the page as a whole.</summary>
internal static class LongList
{
    /// <summary>What a page holds without strain.</summary>
    public const int MostInPage = 200;

    /// <summary>
    /// How a table behaves where there is little room: its rows stand as cards, but those of a long one are all of one height and scroll
    /// sideways, since only what is in sight is rendered.
    /// </summary>
    public static string Look(int rows) => rows > MostInPage ? "long" : "stack";
}
