using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Dashboard.Tests.Api;

/// <summary>An answer of the API, read to its end.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public IReadOnlyList<JsonElement> Rows => [.. Json.EnumerateArray()];

    public ApiAnswer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>problem+json of the status whose detail has every one of the parts.</summary>
    public ApiAnswer ShouldBeProblem(HttpStatusCode status, params string[] parts)
    {
        ShouldBe(status);
        MediaType.ShouldBe("application/problem+json", Text);
        Json.GetProperty("status").GetInt32().ShouldBe((int)status);
        var detail = Json.GetProperty("detail").GetString()!;
        foreach (var part in parts)
        {
            detail.ShouldContain(part, Case.Sensitive);
        }

        return this;
    }

    /// <summary>A 400 that has the field among its errors, with the same sentence as the detail.</summary>
    public ApiAnswer ShouldBeInvalid(string field, params string[] parts)
    {
        ShouldBeProblem(HttpStatusCode.BadRequest, parts);
        Json.GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(Json.GetProperty("detail").GetString());
        return this;
    }
}
