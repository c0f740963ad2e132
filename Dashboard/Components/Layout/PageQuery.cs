using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Components.Layout;

/// <summary>The part of a page's state that stands in its address.</summary>
internal static class PageQuery
{
    public static string? Get(string uri, string key)
    {
        var start = uri.IndexOf('?', StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var query = QueryHelpers.ParseQuery(uri[start..].Split('#')[0]);
        return query.TryGetValue(key, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The address with these pairs as its whole query; empty ones are left out.</summary>
    public static string With(string uri, params IEnumerable<(string Key, string? Value)> pairs)
    {
        var path = uri.Split('?', '#')[0];
        var set = pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value));
        return QueryHelpers.AddQueryString(path, set);
    }
}
