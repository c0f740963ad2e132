using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>The JSON of the API: camel case, nulls written, 64-bit numbers as numbers or, on demand, as decimal strings.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Numbers { get; } = Make(text: false);

    public static JsonSerializerOptions Strings { get; } = Make(text: true);

    /// <summary>The value in the form the request asks for with <c>?longs=</c>.</summary>
    public static IResult Result<T>(HttpContext context, T value, int statusCode = StatusCodes.Status200OK) =>
        TypedResults.Json(value, LongsAsText(context) ? Strings : Numbers, statusCode: statusCode);

    public static bool LongsAsText(HttpContext context) => context.Request.Query["longs"].ToString() switch
    {
        "" or "number" => false,
        "string" => true,
        var other => throw new InvalidBodyException("longs", $"longs={other} is not offered; there is: number, string"),
    };

    private static JsonSerializerOptions Make(bool text)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        if (text)
        {
            options.Converters.Add(new LongTextConverter());
        }

        options.MakeReadOnly();
        return options;
    }

    private sealed class LongTextConverter : JsonConverter<long>
    {
        public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt64();

        public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
