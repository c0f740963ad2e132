namespace Engine.Protocol.Filters;

/// <summary>Kinds of words in a property expression.</summary>
internal enum SqlTokenKind
{
    End,
    Name,
    Text,
    Number,
    Operator,
    Open,
    Close,
    Comma,
    And,
    Or,
    Not,
    Between,
    In,
    Is,
    Null,
    True,
    False,
}
