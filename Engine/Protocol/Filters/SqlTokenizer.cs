using System.Text;

namespace Engine.Protocol.Filters;

/// <summary>
/// Splits a property expression into words. Keywords in any case; names, numbers and strings as in RocketMQ's SelectorParser.
/// </summary>
internal ref struct SqlTokenizer(string expression)
{
    private static readonly Dictionary<string, SqlTokenKind> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AND"] = SqlTokenKind.And,
        ["OR"] = SqlTokenKind.Or,
        ["NOT"] = SqlTokenKind.Not,
        ["BETWEEN"] = SqlTokenKind.Between,
        ["IN"] = SqlTokenKind.In,
        ["IS"] = SqlTokenKind.Is,
        ["NULL"] = SqlTokenKind.Null,
        ["TRUE"] = SqlTokenKind.True,
        ["FALSE"] = SqlTokenKind.False,
    };

    private int _at;

    /// <summary>The next word; at the end that word again and again.</summary>
    /// <exception cref="SqlSyntaxException">What follows begins no word.</exception>
    public SqlToken Next()
    {
        while (_at < expression.Length && char.IsWhiteSpace(expression[_at]))
        {
            _at++;
        }

        var start = _at;
        if (start == expression.Length)
        {
            return new SqlToken(SqlTokenKind.End, "", start + 1);
        }

        var first = expression[start];
        if (IsNameStart(first))
        {
            return Name(start);
        }

        if (char.IsAsciiDigit(first) || (first is '.' or '+' or '-' && IsNumberAt(start + 1)))
        {
            return Number(start);
        }

        return first == '\'' ? Text(start) : Sign(start, first);
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$';

    private readonly bool IsNumberAt(int at) =>
        at < expression.Length
        && (char.IsAsciiDigit(expression[at])
            || (expression[at] == '.' && at + 1 < expression.Length && char.IsAsciiDigit(expression[at + 1])));

    private SqlToken Name(int start)
    {
        while (_at < expression.Length && (IsNameStart(expression[_at]) || char.IsAsciiDigit(expression[_at])))
        {
            _at++;
        }

        var text = expression[start.._at];
        return new SqlToken(Keywords.GetValueOrDefault(text, SqlTokenKind.Name), text, start + 1);
    }

    private SqlToken Number(int start)
    {
        _at++;
        while (_at < expression.Length && (char.IsAsciiLetterOrDigit(expression[_at]) || expression[_at] == '.' || IsExponentSign(_at)))
        {
            _at++;
        }

        return new SqlToken(SqlTokenKind.Number, expression[start.._at], start + 1);
    }

    private readonly bool IsExponentSign(int at) => expression[at] is '+' or '-' && expression[at - 1] is 'e' or 'E';

    private SqlToken Text(int start)
    {
        var text = new StringBuilder();
        for (_at = start + 1; _at < expression.Length; _at++)
        {
            var isQuote = expression[_at] == '\'';
            if (isQuote && !(_at + 1 < expression.Length && expression[_at + 1] == '\''))
            {
                _at++;
                return new SqlToken(SqlTokenKind.Text, text.ToString(), start + 1);
            }

            _at += isQuote ? 1 : 0;
            text.Append(expression[_at]);
        }

        throw new SqlSyntaxException(start + 1, "the string has no closing quote");
    }

    private SqlToken Sign(int start, char first)
    {
        var pair = start + 1 < expression.Length ? expression.AsSpan(start, 2) : default;
        var (kind, length) = pair is "<>" or "<=" or ">=" ? (SqlTokenKind.Operator, 2)
            : first is '=' or '<' or '>' ? (SqlTokenKind.Operator, 1)
            : first == '(' ? (SqlTokenKind.Open, 1)
            : first == ')' ? (SqlTokenKind.Close, 1)
            : first == ',' ? (SqlTokenKind.Comma, 1)
            : throw new SqlSyntaxException(start + 1, $"the character '{first}' has no meaning here");
        _at += length;
        return new SqlToken(kind, expression.Substring(start, length), start + 1);
    }
}
