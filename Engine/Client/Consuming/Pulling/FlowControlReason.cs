namespace Engine.Client.Consuming.Pulling;

/// <summary>Why a pull is delayed.</summary>
internal enum FlowControlReason
{
    None,
    Count,
    Bytes,
    Span,
}
