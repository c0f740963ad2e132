using System.Globalization;
using Dashboard.Api.Problems;
using Engine.Admin.Offsets;

namespace Dashboard.Api.Offsets;

/// <summary>Reads a consumerOffset.json out of a request: bounded, in RocketMQ's dialect or in standard JSON.</summary>
internal static class OffsetFileBody
{
    private static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture,
        $"an offset file has at most {OffsetFile.MostBytes} bytes; split it by groups and send the parts");

    public static async Task<OffsetFile> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new InvalidBodyException(null, "the body must be application/json", StatusCodes.Status415UnsupportedMediaType);
        }

        return request.ContentLength > OffsetFile.MostBytes
            ? throw Refusal()
            : OffsetFile.Parse(await ReadBytesAsync(request.Body, cancellationToken));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(Stream body, CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        var part = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (text.Length + read > OffsetFile.MostBytes)
            {
                throw Refusal();
            }

            text.Write(part, 0, read);
        }

        return text.GetBuffer().AsMemory(0, (int)text.Length);
    }

    private static InvalidBodyException Refusal() => new(null, TooLong, StatusCodes.Status413PayloadTooLarge);
}
