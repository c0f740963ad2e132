using System.Text.Json;

namespace Dashboard.Figures.Live;

/// <summary>JSON of the hub's messages: camelCase, with numbers or decimal strings for 64-bit values.</summary>
internal static class LivePayload
{
    private static readonly JsonSerializerOptions Numbers = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions Texts = new(JsonSerializerDefaults.Web) { Converters = { new LongsAsTextConverter() } };

    internal static JsonElement Of(object payload, bool longsAsText) =>
        JsonSerializer.SerializeToElement(payload, payload.GetType(), longsAsText ? Texts : Numbers);
}
