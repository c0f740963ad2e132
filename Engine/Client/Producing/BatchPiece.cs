namespace Engine.Client.Producing;

/// <summary>How one batch of a split collection went. Neither a result nor a failure: it was not sent, as one before it failed.</summary>
/// <param name="First">Index of its first message in the collection.</param>
/// <param name="Count">Its messages.</param>
/// <param name="Result">What the broker stored; <see cref="SendResult.QueueOffset"/> is that of its first message.</param>
/// <param name="Failure">Why it was not stored, or is not known to be.</param>
public sealed record BatchPiece(int First, int Count, SendResult? Result, ClientException? Failure);
