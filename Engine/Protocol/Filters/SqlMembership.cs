namespace Engine.Protocol.Filters;

/// <summary>A value equals one of several constants.</summary>
internal sealed class SqlMembership(SqlOperand operand, IReadOnlyList<SqlOperand> list) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties)
    {
        var value = operand.Read(properties);
        var isUnknown = false;
        for (var i = 0; i < list.Count; i++)
        {
            var isEqual = SqlValue.AreEqual(value, list[i].Read(properties));
            if (isEqual == true)
            {
                return true;
            }

            isUnknown |= isEqual is null;
        }

        return isUnknown ? null : false;
    }
}
