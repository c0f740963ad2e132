namespace Engine.Protocol.Filters;

/// <summary>Kinds of values in a property expression.</summary>
internal enum SqlValueKind
{
    /// <summary>The message has no such property.</summary>
    Missing,

    Text,
    Whole,
    Fraction,
    Truth,
}
