using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Api.Problems;

namespace Dashboard.Api;

/// <summary>
/// Whether JSON has the fields and types that a body takes (pure), down to the last list element: says which field is wrong and what
/// it should be, in words of the API instead of its classes.
/// </summary>
internal static class JsonShape
{
    /// <summary>An <see cref="InvalidBodyException"/> names the first field that does not fit <paramref name="type"/>.</summary>
    public static void Require(JsonElement value, Type type, string? path = null)
    {
        var info = ApiJson.Numbers.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                RequireFields(value, info, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                RequireElements(value, info, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                RequireTexts(value, path);
                break;
            default:
                RequireSimple(value, Nullable.GetUnderlyingType(type) ?? type, path);
                break;
        }
    }

    private static void RequireFields(JsonElement value, JsonTypeInfo info, string? path)
    {
        Expect(value.ValueKind == JsonValueKind.Object, value, "a JSON object", path);
        foreach (var property in value.EnumerateObject())
        {
            var field = Join(path, Clip.Text(property.Name));
            var known = info.Properties.FirstOrDefault(candidate => candidate.Name == property.Name)
                ?? throw new InvalidBodyException(
                    field, $"'{field}' is not offered here; there is: {string.Join(", ", info.Properties.Select(one => one.Name))}");
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Require(property.Value, known.PropertyType, field);
            }
            else if (known.PropertyType.IsValueType && Nullable.GetUnderlyingType(known.PropertyType) is null)
            {
                throw new InvalidBodyException(field, $"'{field}' is null; leave it out for its default");
            }
        }
    }

    private static void RequireElements(JsonElement value, JsonTypeInfo info, string? path)
    {
        Expect(value.ValueKind == JsonValueKind.Array, value, "a list", path);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
            Expect(element.ValueKind != JsonValueKind.Null, element, "a value", at);
            Require(element, info.ElementType!, at);
        }
    }

    private static void RequireTexts(JsonElement value, string? path)
    {
        Expect(value.ValueKind == JsonValueKind.Object, value, "a JSON object of names and texts", path);
        foreach (var property in value.EnumerateObject())
        {
            Expect(IsText(property.Value), property.Value, "a text", Join(path, Clip.Text(property.Name)));
        }
    }

    private static void RequireSimple(JsonElement value, Type type, string? path)
    {
        var isNumber = value.ValueKind == JsonValueKind.Number;
        var (fits, expected) = type switch
        {
            _ when type == typeof(int) => (isNumber && value.TryGetInt32(out _), "a whole number of 32 bits"),
            _ when type == typeof(long) => (isNumber && value.TryGetInt64(out _), "a whole number of 64 bits"),
            _ when type == typeof(double) => (isNumber && double.IsFinite(value.GetDouble()), "a number"),
            _ when type == typeof(bool) => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
            _ when type == typeof(DateTimeOffset) => (IsTime(value), "an ISO 8601 time such as 2026-01-31T09:30:00.000Z"),
            _ => (IsText(value), "a text"),
        };
        Expect(fits, value, expected, path);
    }

    // Taken out once, so that a text that is no Unicode is found here and not where nobody can say what it was.
    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is not null;

    private static bool IsTime(JsonElement value) => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _);

    private static void Expect(bool fits, JsonElement value, string expected, string? path)
    {
        if (!fits)
        {
            throw new InvalidBodyException(path, $"{(path is null ? "the body" : $"'{path}'")} must be {expected}, not {Shown(value)}");
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Clip.Text(value.GetRawText()),
    };

    private static string Join(string? path, string field) => path is null ? field : $"{path}.{field}";
}
