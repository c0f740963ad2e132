namespace Engine.Broker.Sending;

/// <summary>Why a message is not stored.</summary>
/// <param name="Code">Response code.</param>
/// <param name="Remark">For people.</param>
internal sealed record SendRefusal(int Code, string Remark);
