using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Changes.Resets;

/// <summary>How wishes stand in the audit: names of values instead of their numbers, nothing about what is not there.</summary>
internal static class ResetJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
