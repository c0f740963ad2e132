namespace Engine.Protocol.Filters;

/// <summary>
/// AND or OR of several conditions: one that is false decides an AND, one that is true an OR; else one that is unknown makes it unknown.
/// </summary>
internal sealed class SqlJunction(bool isAnd, IReadOnlyList<SqlCondition> parts) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties)
    {
        var isUnknown = false;
        for (var i = 0; i < parts.Count; i++)
        {
            switch (parts[i].Evaluate(properties))
            {
                case null:
                    isUnknown = true;
                    break;
                case var value when value != isAnd:
                    return value;
                default:
                    break;
            }
        }

        return isUnknown ? null : isAnd;
    }
}
