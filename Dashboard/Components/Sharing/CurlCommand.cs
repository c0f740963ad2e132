namespace Dashboard.Components.Sharing;

/// <summary>A REST request as a command to paste (pure).</summary>
internal static class CurlCommand
{
    /// <summary>Reads a path of this console; names in it are escaped already, so that quotes hold in every shell.</summary>
    /// <param name="baseUri">Where the console is, as the browser sees it; ends with a slash.</param>
    /// <param name="path">Relative to it, as <c>api/v1/clusters</c>.</param>
    public static string Of(string baseUri, string path) => $"curl \"{baseUri}{path}\"";
}
