using System.Reflection;
using System.Runtime.CompilerServices;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>
/// Refuses arguments that an endpoint does not have: a misspelled one would be ignored without a word, and the answer be of something else.
/// </summary>
internal static class QueryNames
{
    private static readonly ConditionalWeakTable<Endpoint, string[]> Known = [];

    public static void Require(HttpContext context)
    {
        // What is not described refuses every request itself.
        if (context.Request.Query.Count == 0 || context.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true })
        {
            return;
        }

        var known = Known.GetValue(endpoint, static one => Of((RouteEndpoint)one));
        foreach (var name in context.Request.Query.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            throw new InvalidBodyException(
                Clip.Text(name), $"there is no argument '{Clip.Text(name)}' here; there is: {string.Join(", ", known)}");
        }
    }

    // Texts that do not stand in the path come from the query; longs is everywhere.
    private static string[] Of(RouteEndpoint endpoint)
    {
        var inPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name);
        var texts = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
            .Where(parameter => parameter.ParameterType == typeof(string)).Select(parameter => parameter.Name!) ?? [];
        return [.. texts.Except(inPath, StringComparer.OrdinalIgnoreCase), "longs"];
    }
}
