using System.Text.Json;
using Dashboard.Api.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Api;

/// <summary>Reads request bodies strictly: a wrong content type, broken JSON, a wrong type or an unknown field is named.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>As below; a request without a body is <paramref name="none"/>.</summary>
    public static Task<T> ReadOrAsync<T>(HttpRequest request, T none, CancellationToken cancellationToken) =>
        request.ContentLength is 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? Task.FromResult(none)
            : ReadAsync<T>(request, cancellationToken);

    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new InvalidBodyException(null, "the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            JsonShape.Require(document.RootElement, typeof(T));
            return document.RootElement.Deserialize<T>(ApiJson.Numbers)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidBodyException(null, $"the body cannot be read as JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // A text that is no Unicode, as half a surrogate pair, is found only when it is taken out.
            throw new InvalidBodyException(null, $"a text in the body is not Unicode: {exception.Message}");
        }
    }
}
