using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Api.Problems;
using Dashboard.Exports;
using Dashboard.Figures.Live;

namespace Dashboard.Api;

/// <summary>The JSON of the API: camel case, nulls written, 64-bit numbers as numbers or, on demand, as decimal strings.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Numbers { get; } = Make();

    public static JsonSerializerOptions Strings { get; } = Make(new LongsAsTextConverter());

    /// <summary>The value in the form the request asks for with <c>?longs=</c>.</summary>
    public static IResult Result<T>(HttpContext context, T value, int statusCode = StatusCodes.Status200OK) =>
        TypedResults.Json(value, LongsAsText(context) ? Strings : Numbers, statusCode: statusCode);

    public static bool LongsAsText(HttpContext context) => context.Request.Query["longs"].ToString() switch
    {
        "" or "number" => false,
        "string" => true,
        var other => throw new InvalidBodyException("longs", $"longs={Clip.Text(other)} is not offered; there is: number, string"),
    };

    /// <summary>What the OpenAPI document must know of it: names of values instead of their numbers, numbers that are numbers.</summary>
    public static void Describe(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static JsonSerializerOptions Make(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        Describe(options);
        options.Converters.Add(new TimeConverter());
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>Reads a time without a zone as UTC, whatever zone this machine is in.</summary>
    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTime(out var time) && time.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(time, TimeSpan.Zero)
                : reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(IsoTime.Text(value));
    }
}
