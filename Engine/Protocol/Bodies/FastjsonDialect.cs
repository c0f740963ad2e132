using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Engine.Protocol.Bodies;

/// <summary>
/// The JSON that fastjson 1.x speaks where it is no standard JSON: unquoted keys, objects as keys, single quotes. Reading turns it
/// into standard JSON with quoted keys, an object key becoming its JSON text; writing makes object keys of such texts again.
/// </summary>
internal static class FastjsonDialect
{
    /// <summary>False when a key is not in double quotes. One pass over the bytes, so that standard text is not rewritten.</summary>
    public static bool HasQuotedKeys(ReadOnlySpan<byte> text)
    {
        var nesting = new Nesting();
        var keyNext = false;
        for (var at = 0; at < text.Length; at++)
        {
            var symbol = text[at];
            switch (symbol)
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    continue;
                case (byte)'"':
                    at = EndOfString(text, at);
                    keyNext = false;
                    continue;
                case (byte)'}':
                    break;
                default:
                    if (keyNext)
                    {
                        return false;
                    }

                    break;
            }

            keyNext = nesting.Follow(symbol);
        }

        return true;
    }

    /// <summary>The same value as standard JSON; text that is not even fastjson's is a <see cref="JsonException"/>.</summary>
    public static ReadOnlyMemory<byte> ToStandard(ReadOnlySpan<byte> text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 256);
        new FastjsonRewriter(text).Rewrite(output);
        return output.WrittenMemory;
    }

    /// <summary>Standard JSON, as the serialiser made it, with every key that is the text of an object turned into that object.</summary>
    public static ReadOnlyMemory<byte> WithObjectKeys(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        var nesting = new Nesting();
        var keyNext = false;
        var copied = 0;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            if (json[at] != (byte)'"')
            {
                keyNext = nesting.Follow(json[at]);
                continue;
            }

            var end = EndOfString(json, at);
            if (keyNext && json[at + 1] == (byte)'{')
            {
                output.Write(json[copied..at]);
                Encoding.UTF8.GetBytes(Unescaped(json[at..(end + 1)]), output);
                copied = end + 1;
            }

            keyNext = false;
            at = end;
        }

        output.Write(json[copied..]);
        return output.WrittenMemory;
    }

    /// <summary>Standard JSON, as the serialiser made it, with every key that is a number without its quotes.</summary>
    public static ReadOnlyMemory<byte> WithNumberKeys(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(1, json.Length));
        var copied = 0;
        for (var at = 0; at < json.Length;)
        {
            var quote = json[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                break;
            }

            var start = at + quote;
            var end = EndOfString(json, start);
            if (IsNumberKey(json, start, end))
            {
                output.Write(json[copied..start]);
                output.Write(json[(start + 1)..end]);
                copied = end + 1;
            }

            at = end + 1;
        }

        output.Write(json[copied..]);
        return output.WrittenMemory;
    }

    private static bool IsNumberKey(ReadOnlySpan<byte> json, int start, int end) =>
        end > start + 1 && end + 1 < json.Length && json[end + 1] == (byte)':'
        && json[(start + 1)..end].IndexOfAnyExcept("-0123456789"u8) < 0;

    /// <summary>Index of the closing quote, or the end of the text when there is none.</summary>
    private static int EndOfString(ReadOnlySpan<byte> text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'"': return at;
                case (byte)'\\': at++; break;
            }
        }

        return text.Length;
    }

    private static string Unescaped(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>Which of the open brackets are objects, for as deep as a body may be.</summary>
    private struct Nesting
    {
        private ulong _objects;

        /// <summary>Takes one symbol outside strings in; true when a key comes next.</summary>
        public bool Follow(byte symbol)
        {
            switch (symbol)
            {
                case (byte)'{':
                    _objects = (_objects << 1) | 1;
                    return true;
                case (byte)'[':
                    _objects <<= 1;
                    return false;
                case (byte)'}' or (byte)']':
                    _objects >>= 1;
                    return false;
                default:
                    return symbol == (byte)',' && (_objects & 1) == 1;
            }
        }
    }
}
