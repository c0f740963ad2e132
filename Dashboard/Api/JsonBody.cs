using System.Text.Json;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>Reads request bodies strictly: a wrong content type, broken JSON, a wrong type or an unknown field is named.</summary>
internal static class JsonBody
{
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new InvalidBodyException(null, "the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            RequireKnownFields<T>(document.RootElement);
            return document.RootElement.Deserialize<T>(ApiJson.Numbers)
                ?? throw new InvalidBodyException(null, "the body is null; send a JSON object");
        }
        catch (JsonException exception)
        {
            throw new InvalidBodyException(FieldOf(exception), Sentence(exception));
        }
    }

    private static void RequireKnownFields<T>(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidBodyException(null, "the body must be a JSON object");
        }

        var known = ApiJson.Numbers.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name).ToList();
        foreach (var field in root.EnumerateObject().Select(property => property.Name))
        {
            if (!known.Contains(field, StringComparer.Ordinal))
            {
                throw new InvalidBodyException(field, $"'{field}' is not offered here; there is: {string.Join(", ", known)}");
            }
        }
    }

    private static string? FieldOf(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(path) ? null : path;
    }

    private static string Sentence(JsonException exception) => FieldOf(exception) is { } field
        ? $"'{field}' does not hold a value of the right type, or a required field is missing in it"
        : $"the body cannot be read as JSON with the fields needed: {exception.Message}";
}
