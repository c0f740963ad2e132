namespace Dashboard.Auth;

/// <summary>Whether a request was made by a page of this console, or by no page at all. Pure.</summary>
internal static class RequestOrigin
{
    /// <summary>
    /// True without an <c>Origin</c> (scripts send none) and with our own. Browsers always send it with changes and web sockets, and a page
    /// cannot forge it; <c>Sec-Fetch-Site</c> covers what is left.
    /// </summary>
    internal static bool IsOurs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "cross-site" or "same-site")
            return false;

        var origins = request.Headers.Origin;
        return origins.Count == 0
            || (origins.Count == 1 && string.Equals(origins[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
