using System.Globalization;

namespace Engine.Protocol.Filters;

/// <summary>
/// Reads a property expression by recursive descent: OR of ANDs of comparisons, as the subset of RocketMQ's SelectorParser that its
/// documentation describes. What RocketMQ refuses to compare is refused here too: only numbers have an order.
/// </summary>
internal ref struct SqlParser(string expression)
{
    /// <summary>Parentheses and NOTs within each other.</summary>
    public const int MostDepth = 64;

    private SqlTokenizer _words = new(expression);
    private SqlToken _next;
    private int _depth;

    /// <exception cref="SqlSyntaxException">It is no expression.</exception>
    public SqlCondition Parse()
    {
        _next = _words.Next();
        var condition = Or();
        return _next.Kind == SqlTokenKind.End ? condition : throw Expected("AND, OR or the end");
    }

    private SqlCondition Or()
    {
        var parts = new List<SqlCondition> { And() };
        while (TryTake(SqlTokenKind.Or))
        {
            parts.Add(And());
        }

        return parts.Count == 1 ? parts[0] : new SqlJunction(isAnd: false, parts);
    }

    private SqlCondition And()
    {
        var parts = new List<SqlCondition> { Not() };
        while (TryTake(SqlTokenKind.And))
        {
            parts.Add(Not());
        }

        return parts.Count == 1 ? parts[0] : new SqlJunction(isAnd: true, parts);
    }

    private SqlCondition Not()
    {
        var word = _next;
        if (word.Kind is not (SqlTokenKind.Not or SqlTokenKind.Open))
        {
            return Predicate();
        }

        if (++_depth > MostDepth)
        {
            throw new SqlSyntaxException(word.Position, $"more than {MostDepth} parentheses and NOTs within each other");
        }

        Take();
        SqlCondition condition;
        if (word.Kind == SqlTokenKind.Not)
        {
            condition = new SqlNegation(Not());
        }
        else
        {
            condition = Or();
            Take(SqlTokenKind.Close, "AND, OR or ')'");
        }

        _depth--;
        return condition;
    }

    private SqlCondition Predicate()
    {
        var first = _next;
        var left = Operand("a property, a constant, NOT or '('");
        if (first.Kind is SqlTokenKind.True or SqlTokenKind.False && _next.Kind != SqlTokenKind.Operator)
        {
            return new SqlTruth(first.Kind == SqlTokenKind.True);
        }

        if (_next.Kind == SqlTokenKind.Operator)
        {
            return Comparison(left, first);
        }

        if (TryTake(SqlTokenKind.Is))
        {
            return Absence(left, first);
        }

        var isNegated = TryTake(SqlTokenKind.Not);
        var condition = TryTake(SqlTokenKind.Between) ? Between(left, first)
            : TryTake(SqlTokenKind.In) ? Membership(left)
            : throw Expected(isNegated ? "BETWEEN or IN" : "a comparison, BETWEEN, IN or IS");
        return isNegated ? new SqlNegation(condition) : condition;
    }

    private SqlComparison Comparison(SqlOperand left, SqlToken first)
    {
        var sign = Take();
        var second = _next;
        var right = Operand("a property or a constant");
        if (sign.Text is not ("=" or "<>"))
        {
            RequireOrder(left, first);
            RequireOrder(right, second);
        }

        return new SqlComparison(left, sign.Text, right);
    }

    private SqlCondition Absence(SqlOperand left, SqlToken first)
    {
        var isNegated = TryTake(SqlTokenKind.Not);
        Take(SqlTokenKind.Null, isNegated ? "NULL" : "NULL or NOT NULL");
        if (!left.IsProperty)
        {
            throw new SqlSyntaxException(first.Position, $"only a property can be NULL; found {first}");
        }

        return isNegated ? new SqlNegation(new SqlAbsence(left)) : new SqlAbsence(left);
    }

    private SqlCondition Between(SqlOperand value, SqlToken first)
    {
        var lowWord = _next;
        var low = Operand("a number or a property");
        Take(SqlTokenKind.And, "AND");
        var highWord = _next;
        var high = Operand("a number or a property");
        RequireOrder(value, first);
        RequireOrder(low, lowWord);
        RequireOrder(high, highWord);
        if (low.IsNumber && high.IsNumber && SqlValue.Compare(low.Read(default), high.Read(default)) > 0)
        {
            throw new SqlSyntaxException(lowWord.Position, $"BETWEEN needs the smaller number first; found {lowWord} AND {highWord}");
        }

        return new SqlJunction(isAnd: true, [new SqlComparison(value, ">=", low), new SqlComparison(value, "<=", high)]);
    }

    private SqlCondition Membership(SqlOperand value)
    {
        Take(SqlTokenKind.Open, "'('");
        var list = new List<SqlOperand>();
        do
        {
            var word = _next;
            var constant = Operand("a string or a number");
            list.Add(word.Kind is not (SqlTokenKind.Text or SqlTokenKind.Number)
                ? throw new SqlSyntaxException(word.Position, $"IN needs strings or numbers; found {word}")
                : constant);
        }
        while (TryTake(SqlTokenKind.Comma));

        Take(SqlTokenKind.Close, "',' or ')'");
        return new SqlMembership(value, list);
    }

    private SqlOperand Operand(string expected)
    {
        var operand = _next.Kind switch
        {
            SqlTokenKind.Name => SqlOperand.Property(_next.Text),
            SqlTokenKind.Text => SqlOperand.Text(_next.Text),
            SqlTokenKind.True => SqlOperand.Truth(true),
            SqlTokenKind.False => SqlOperand.Truth(false),
            SqlTokenKind.Number => Number(_next),
            _ => throw Expected(expected),
        };
        Take();
        return operand;
    }

    private static SqlOperand Number(SqlToken word)
    {
        // Java's long constants may end in L.
        var text = word.Text.TrimEnd('l', 'L');
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return SqlOperand.Whole(whole);
        }

        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(word.Text, styles, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? SqlOperand.Fraction(fraction)
            : throw new SqlSyntaxException(word.Position, $"{word} is no number");
    }

    /// <summary>Strings and truths are equal or not, but none is the larger one.</summary>
    private static void RequireOrder(SqlOperand operand, SqlToken word)
    {
        if (!operand.IsProperty && !operand.IsNumber)
        {
            throw new SqlSyntaxException(word.Position, $"only numbers have an order: expected a number or a property, found {word}");
        }
    }

    private SqlToken Take()
    {
        var word = _next;
        _next = _words.Next();
        return word;
    }

    private void Take(SqlTokenKind kind, string expected)
    {
        if (!TryTake(kind))
        {
            throw Expected(expected);
        }
    }

    private bool TryTake(SqlTokenKind kind)
    {
        if (_next.Kind != kind)
        {
            return false;
        }

        Take();
        return true;
    }

    private readonly SqlSyntaxException Expected(string expected) => new(_next.Position, $"expected {expected}, found {_next}");
}
