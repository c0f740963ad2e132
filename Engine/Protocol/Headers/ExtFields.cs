using System.Globalization;

namespace Engine.Protocol.Headers;

/// <summary>Typed reading of a command's ext fields: always text on the wire, names case-sensitive, unknown ones ignored.</summary>
internal readonly struct ExtFields(IReadOnlyDictionary<string, string>? fields, int code)
{
    public string RequiredString(string name) => OptionalString(name) ?? throw Missing(name);

    public string? OptionalString(string name) => fields is not null && fields.TryGetValue(name, out var value) ? value : null;

    public int RequiredInt32(string name) => OptionalInt32(name) ?? throw Missing(name);

    public int? OptionalInt32(string name)
    {
        if (OptionalString(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed(name, text, "a 32-bit number");
    }

    public long RequiredInt64(string name) => OptionalInt64(name) ?? throw Missing(name);

    public long? OptionalInt64(string name)
    {
        if (OptionalString(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Malformed(name, text, "a 64-bit number");
    }

    /// <summary>True only for the text "true" in any case, as Java reads it; false when absent.</summary>
    public bool Boolean(string name) => OptionalBoolean(name) ?? false;

    public bool? OptionalBoolean(string name) =>
        OptionalString(name) is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : null;

    private CommandFieldException Missing(string name) => new($"request {code}: the field '{name}' is missing");

    private CommandFieldException Malformed(string name, string text, string expected) =>
        new($"request {code}: the field '{name}' holds '{(text.Length > 64 ? text[..64] : text)}', expected {expected}");
}
