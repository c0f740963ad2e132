namespace Engine.Protocol.Filters;

/// <summary>One word of a property expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a string its content without the quotes.</param>
/// <param name="Position">Where it begins, from 1.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Position)
{
    /// <summary>For messages.</summary>
    public override string ToString() => Kind switch
    {
        SqlTokenKind.End => "the end",
        SqlTokenKind.Text => $"the string '{Text}'",
        _ => $"'{Text}'",
    };
}
