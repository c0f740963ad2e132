using System.Runtime.CompilerServices;

namespace Engine.Protocol.Messages;

/// <summary>Joins properties to a <see cref="PropertyString"/>, in the order in which they come.</summary>
/// <param name="room">Where the text is put together; a longer one is as well, at a cost.</param>
internal ref struct PropertyStringBuilder(Span<char> room)
{
    private readonly Span<char> _room = room;
    private DefaultInterpolatedStringHandler _text = new(0, 0, null, room);
    private bool _isEmpty = true;

    public void Add(string name, string value)
    {
        if (!_isEmpty)
        {
            _text.AppendFormatted(PropertyString.PropertySeparator);
        }

        _isEmpty = false;
        _text.AppendLiteral(name);
        _text.AppendFormatted(PropertyString.NameValueSeparator);
        _text.AppendLiteral(value);
    }

    /// <summary>The text so far; gone with the next call.</summary>
    public readonly ReadOnlySpan<char> Text => _text.Text;

    /// <summary>Begins anew, in the same room if the text fitted into it.</summary>
    public void Clear()
    {
        _text.Clear();
        _text = new(0, 0, null, _room);
        _isEmpty = true;
    }

    /// <summary>The text; the builder is done with it.</summary>
    public string Build() => _text.ToStringAndClear();
}
