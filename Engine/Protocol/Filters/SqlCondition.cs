namespace Engine.Protocol.Filters;

/// <summary>A part of a property expression that is true, false or unknown (null) of a message. Immutable.</summary>
internal abstract class SqlCondition
{
    /// <param name="properties">The message's property string in UTF-8.</param>
    public abstract bool? Evaluate(ReadOnlySpan<byte> properties);
}
