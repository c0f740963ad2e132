namespace Engine.Protocol.Filters;

/// <summary>NOT: what is unknown stays so.</summary>
internal sealed class SqlNegation(SqlCondition condition) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties) => !condition.Evaluate(properties);
}
