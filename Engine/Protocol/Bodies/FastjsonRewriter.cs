using System.Buffers;
using System.Text.Json;

namespace Engine.Protocol.Bodies;

/// <summary>Rewrites fastjson's dialect as standard JSON in one pass. What is standard is copied byte for byte.</summary>
internal ref struct FastjsonRewriter(ReadOnlySpan<byte> text)
{
    /// <summary>As deep as the serialiser reads.</summary>
    private const int MaxDepth = 64;

    private const int End = -1;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _depth;
    private bool _insideKey;

    public void Rewrite(IBufferWriter<byte> output)
    {
        Value(output);
        if (Next() != End)
        {
            throw Unexpected();
        }
    }

    private void Value(IBufferWriter<byte> output)
    {
        switch (Next())
        {
            case (byte)'{': Object(output); break;
            case (byte)'[': Array(output); break;
            case (byte)'"' or (byte)'\'': Quoted(output); break;
            default: Bare(output, isKey: false); break;
        }
    }

    private void Object(IBufferWriter<byte> output)
    {
        Open(output, (byte)'{');
        for (var first = true; !Closes(output, (byte)'}', first); first = false)
        {
            Key(output);
            if (Next() != (byte)':')
            {
                throw Unexpected();
            }

            Take(output);
            Value(output);
        }
    }

    private void Array(IBufferWriter<byte> output)
    {
        Open(output, (byte)'[');
        for (var first = true; !Closes(output, (byte)']', first); first = false)
        {
            Value(output);
        }
    }

    private void Key(IBufferWriter<byte> output)
    {
        switch (Next())
        {
            case (byte)'{' or (byte)'[': ObjectKey(output); break;
            case (byte)'"' or (byte)'\'': Quoted(output); break;
            default: Bare(output, isKey: true); break;
        }
    }

    /// <summary>The JSON text of the key, as a string. A key within a key would double its escapes with each level: refused.</summary>
    private void ObjectKey(IBufferWriter<byte> output)
    {
        if (_insideKey)
        {
            throw new JsonException($"an object key within an object key at byte {_at}");
        }

        _insideKey = true;
        var key = new ArrayBufferWriter<byte>();
        Value(key);
        _insideKey = false;
        WriteString(output, key.WrittenSpan);
    }

    private void Quoted(IBufferWriter<byte> output)
    {
        var quote = _text[_at++];
        output.Write("\""u8);
        while (_at < _text.Length && _text[_at] != quote)
        {
            var symbol = _text[_at++];
            switch (symbol)
            {
                case (byte)'\\': Escape(output); break;
                case (byte)'"': output.Write("\\\""u8); break;
                case < (byte)' ': WriteHex(output, symbol); break;
                default: Write(output, symbol); break;
            }
        }

        if (_at++ >= _text.Length)
        {
            throw new JsonException("a string without an end");
        }

        output.Write("\""u8);
    }

    /// <summary>The escapes of JSON as they are; those that only fastjson knows as what they stand for.</summary>
    private void Escape(IBufferWriter<byte> output)
    {
        var symbol = _at < _text.Length ? _text[_at++] : throw new JsonException("a string without an end");
        switch (symbol)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'u':
                Write(output, (byte)'\\');
                Write(output, symbol);
                break;
            case (byte)'v':
                WriteHex(output, 0x0B);
                break;
            case (byte)'x':
                output.Write("\\u00"u8);
                break;
            case (byte)'\'':
                Write(output, symbol);
                break;
            default:
                throw new JsonException($"an unknown escape at byte {_at - 1}");
        }
    }

    /// <summary>A token without quotes: a key becomes a string, a value only if it is none of JSON's own.</summary>
    private void Bare(IBufferWriter<byte> output, bool isKey)
    {
        var rest = _text[_at..];
        var length = rest.IndexOfAny(" \t\r\n,:{}[]\"'"u8) is >= 0 and var end ? end : rest.Length;
        if (length == 0)
        {
            throw Unexpected();
        }

        var token = rest[..length];
        _at += length;
        var isOwn = token.SequenceEqual("true"u8) || token.SequenceEqual("false"u8) || token.SequenceEqual("null"u8)
            || token[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
        if (isOwn && !isKey)
        {
            output.Write(token);
        }
        else
        {
            WriteString(output, token);
        }
    }

    private void Open(IBufferWriter<byte> output, byte bracket)
    {
        if (++_depth > MaxDepth)
        {
            throw new JsonException($"more than {MaxDepth} levels at byte {_at}");
        }

        _at++;
        Write(output, bracket);
    }

    /// <summary>Takes the closing bracket, or the comma before the next item.</summary>
    private bool Closes(IBufferWriter<byte> output, byte bracket, bool first)
    {
        var symbol = Next();
        if (symbol == bracket)
        {
            Take(output);
            _depth--;
            return true;
        }

        if (first)
        {
            return false;
        }

        if (symbol != (byte)',')
        {
            throw Unexpected();
        }

        Take(output);
        return false;
    }

    /// <summary>The next symbol that is no blank, not taken.</summary>
    private int Next()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : End;
    }

    private void Take(IBufferWriter<byte> output) => Write(output, _text[_at++]);

    private readonly JsonException Unexpected() => new(
        _at < _text.Length ? $"unexpected '{(char)_text[_at]}' at byte {_at}" : $"the text ends at byte {_at}");

    private static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<byte> content)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStringValue(content);
    }

    private static void WriteHex(IBufferWriter<byte> output, byte control)
    {
        var digits = "0123456789abcdef"u8;
        output.Write("\\u00"u8);
        Write(output, digits[control >> 4]);
        Write(output, digits[control & 0xF]);
    }

    private static void Write(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
