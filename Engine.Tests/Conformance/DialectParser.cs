using System.Text;

namespace Engine.Tests.Conformance;

/// <summary>Reads fastjson's dialect in the forms that a real broker writes: no blanks, quoted text, object and number keys.</summary>
internal sealed class DialectParser(string text)
{
    private int _at;

    internal static DialectNode Parse(ReadOnlySpan<byte> bytes)
    {
        var parser = new DialectParser(Encoding.UTF8.GetString(bytes));
        var node = parser.Value();
        parser._at.ShouldBe(parser.Length, "the end of the body");
        return node;
    }

    private int Length => text.Length;

    private DialectNode Value() => text[_at] switch
    {
        '{' => Members(),
        '[' => Items(),
        '"' => new DialectNode(Quoted(), null, null),
        _ => new DialectNode(Bare(), null, null),
    };

    private DialectNode Members()
    {
        var members = new Dictionary<string, DialectNode>(StringComparer.Ordinal);
        for (_at++; text[_at] != '}'; SkipComma())
        {
            var key = text[_at] switch
            {
                '{' => Members().Canonical,
                '"' => Quoted(),
                _ => Bare(),
            };
            Take(':');
            members.Add(key, Value());
        }

        _at++;
        return new DialectNode(null, members, null);
    }

    private DialectNode Items()
    {
        var items = new List<DialectNode>();
        for (_at++; text[_at] != ']'; SkipComma())
            items.Add(Value());

        _at++;
        return new DialectNode(null, null, items);
    }

    private string Quoted()
    {
        var start = _at++;
        while (text[_at] != '"')
            _at += text[_at] == '\\' ? 2 : 1;

        return text[start..++_at];
    }

    private string Bare()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is not (',' or ':' or '}' or ']'))
            _at++;

        return text[start.._at] is { Length: > 0 } bare ? bare : throw new FormatException($"nothing at {start} of {text}");
    }

    private void SkipComma()
    {
        if (text[_at] == ',')
            _at++;
    }

    private void Take(char wanted)
    {
        if (text[_at++] != wanted)
            throw new FormatException($"expected {wanted} at {_at - 1} of {text}");
    }
}
