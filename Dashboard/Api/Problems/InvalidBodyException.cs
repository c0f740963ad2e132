namespace Dashboard.Api.Problems;

/// <summary>A request body or query value that cannot be taken; names the field where there is one.</summary>
internal sealed class InvalidBodyException(string? field, string message, int statusCode = StatusCodes.Status400BadRequest)
    : Exception(message)
{
    public string? Field { get; } = field;

    public int StatusCode { get; } = statusCode;
}
