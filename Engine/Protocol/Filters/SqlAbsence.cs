namespace Engine.Protocol.Filters;

/// <summary>The message has no such property; never unknown.</summary>
internal sealed class SqlAbsence(SqlOperand property) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties) => property.Read(properties).Kind == SqlValueKind.Missing;
}
