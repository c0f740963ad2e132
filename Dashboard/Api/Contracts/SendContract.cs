namespace Dashboard.Api.Contracts;

/// <summary>A message to send, count times; the body as text or as base64.</summary>
internal sealed record SendContract(
    string? Body = null,
    string? BodyBase64 = null,
    string? Tags = null,
    string? Keys = null,
    IReadOnlyDictionary<string, string>? Properties = null,
    int? Count = null);
