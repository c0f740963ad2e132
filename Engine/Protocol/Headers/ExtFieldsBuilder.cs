using System.Globalization;

namespace Engine.Protocol.Headers;

/// <summary>Collects ext fields under their wire names; null values are left out.</summary>
internal sealed class ExtFieldsBuilder
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Fields => _fields;

    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            _fields[name] = value;
        }
    }

    public void Add(string name, long value) => _fields[name] = value.ToString(CultureInfo.InvariantCulture);

    public void Add(string name, long? value)
    {
        if (value is { } number)
        {
            Add(name, number);
        }
    }

    public void Add(string name, bool value) => _fields[name] = value ? "true" : "false";

    public void Add(string name, bool? value)
    {
        if (value is { } flag)
        {
            Add(name, flag);
        }
    }
}
