namespace Engine.Protocol.Filters;

/// <summary>TRUE or FALSE alone.</summary>
internal sealed class SqlTruth(bool value) : SqlCondition
{
    public override bool? Evaluate(ReadOnlySpan<byte> properties) => value;
}
