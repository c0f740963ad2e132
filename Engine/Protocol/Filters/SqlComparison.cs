namespace Engine.Protocol.Filters;

/// <summary>Two values, compared.</summary>
internal sealed class SqlComparison(SqlOperand left, string sign, SqlOperand right) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties)
    {
        var one = left.Read(properties);
        var other = right.Read(properties);
        return sign switch
        {
            "=" => SqlValue.AreEqual(one, other),
            "<>" => !SqlValue.AreEqual(one, other),
            "<" => SqlValue.Compare(one, other) is { } order ? order < 0 : null,
            "<=" => SqlValue.Compare(one, other) is { } order ? order <= 0 : null,
            ">" => SqlValue.Compare(one, other) is { } order ? order > 0 : null,
            _ => SqlValue.Compare(one, other) is { } order ? order >= 0 : null,
        };
    }
}
