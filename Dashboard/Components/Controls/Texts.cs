using Dashboard.Languages;

namespace Dashboard.Components.Controls;

/// <summary>What pages say in the language of this browser tab.</summary>
internal sealed class Texts(Display display)
{
    public string this[string key] => TextSource.Get(display.Culture, key);

    public string Format(string key, params ReadOnlySpan<object?> values) => TextSource.Format(display.Culture, key, values);

    /// <summary>A count with its noun: the key's text ending in 1 for one, in N for others.</summary>
    public string Count(string key, long count) => Format(key + (count == 1 ? "1" : "N"), display.Count(count));
}
