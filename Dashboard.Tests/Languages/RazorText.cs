using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Languages;

/// <summary>Takes expressions, statements and comments out of a .razor file; what is left is what it says by itself. Pure.</summary>
internal sealed partial class RazorText(string source)
{
    private const char Gap = '¤';
    private static readonly string[] Directives =
        ["page", "inherits", "typeparam", "inject", "attribute", "implements", "layout", "namespace", "using", "rendermode"];

    private readonly StringBuilder _left = new();
    private int _at;

    /// <summary>The markup with a gap in place of each expression; of a code block, the markup in it.</summary>
    internal static string Of(string source) => new RazorText(source).Read();

    /// <summary>Takes statements out of what stands between two tags.</summary>
    internal static string WithoutStatements(string between)
    {
        while (Heads().Match(between) is { Success: true } head)
        {
            var end = EndOfBalanced(between, head.Index + head.Length - 1);
            between = between[..head.Index] + between[end..];
        }

        return Statements().Replace(between, string.Empty);
    }

    private string Read()
    {
        while (_at < source.Length)
        {
            if (source[_at] != '@')
            {
                _left.Append(source[_at++]);
            }
            else if (Keyword().Match(source, _at) is { Success: true } keyword)
            {
                _at = EndOfBalanced(source, keyword.Index + keyword.Length - 1);
            }
            else if (Begins("@code"))
            {
                _left.Append(new RazorText(MarkupIn(source[(_at + 5)..])).Read());
                _at = source.Length;
            }
            else
            {
                SkipExpression();
            }
        }

        return _left.ToString();
    }

    private void SkipExpression()
    {
        if (Begins("@*"))
        {
            _at = source.IndexOf("*@", _at, StringComparison.Ordinal) + 2;
        }
        else if (Begins("@("))
        {
            _at = EndOfBalanced(source, _at + 1);
            _left.Append(Gap);
        }
        else if (Name().Match(source, _at) is { Success: true } name)
        {
            var isDirective = Directives.Contains(name.Groups[1].Value) && (_at == 0 || source[_at - 1] == '\n');
            _at = isDirective ? EndOfLine() : EndOfPath(name.Index + name.Length);
            _left.Append(Gap);
        }
        else
        {
            _at++;
        }
    }

    private bool Begins(string text) => string.CompareOrdinal(source, _at, text, 0, text.Length) == 0;

    private int EndOfLine() => source.IndexOf('\n', _at) is >= 0 and var end ? end : source.Length;

    private int EndOfPath(int at)
    {
        while (true)
        {
            if (Member().Match(source, at) is { Success: true } member)
            {
                at += member.Length;
            }
            else if (at < source.Length && source[at] is '(' or '[')
            {
                at = EndOfBalanced(source, at);
            }
            else
            {
                return at;
            }
        }
    }

    private static string MarkupIn(string code) =>
        code.IndexOf("@<", StringComparison.Ordinal) is >= 0 and var start ? code[(start + 1)..(code.LastIndexOf('>') + 1)] : string.Empty;

    /// <summary>Where the bracket that opens at a place is closed, strings and characters taken as they are.</summary>
    private static int EndOfBalanced(string text, int at)
    {
        for (var depth = 0; at < text.Length;)
        {
            if (text[at] == '"')
            {
                at = EndOfString(text, at);
                continue;
            }

            if (text[at] == '\'' && at + 2 < text.Length && text[at + 2] == '\'')
            {
                at += 3;
                continue;
            }

            depth += text[at] is '(' or '[' or '{' ? 1 : text[at] is ')' or ']' or '}' ? -1 : 0;
            at++;
            if (depth == 0)
            {
                return at;
            }
        }

        return at;
    }

    private static int EndOfString(string text, int at)
    {
        var isInterpolated = at > 0 && text[at - 1] == '$';
        for (at++; at < text.Length && text[at] != '"';)
        {
            at = text[at] == '\\' ? at + 2 : isInterpolated && text[at] == '{' ? EndOfBalanced(text, at) : at + 1;
        }

        return at + 1;
    }

    [GeneratedRegex(@"\G@(?:if|foreach|for|while|switch)\s*\(")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\G@([A-Za-z_]\w*)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G[?!]?\.[A-Za-z_]\w*")]
    private static partial Regex Member();

    [GeneratedRegex(@"\b(?:else\s+if|if|foreach|for|while|switch)\s*\(")]
    private static partial Regex Heads();

    [GeneratedRegex(@"\belse\b|\breturn;|\bbreak;|\bdefault:|\bcase [^:]*:|&\w+;|^\s*var .*;$", RegexOptions.Multiline)]
    private static partial Regex Statements();
}
