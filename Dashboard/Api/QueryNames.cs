using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
        var texts = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().SelectMany(TextsOf) ?? [];
        return [.. texts.Except(inPath, StringComparer.OrdinalIgnoreCase), "longs"];
    }

    private static IEnumerable<string> TextsOf(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(AsParametersAttribute))
            ? parameter.ParameterType.GetProperties().Where(property => property.PropertyType == typeof(string))
                .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            : parameter.ParameterType == typeof(string) ? [parameter.Name!] : [];
}
