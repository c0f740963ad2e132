namespace Engine.Store;

/// <summary>Why a message cannot be stored, found before any lock is taken. An object, so that the usual "nothing" costs nothing.</summary>
/// <param name="Status">What the sender is told.</param>
/// <param name="Remark">For people.</param>
internal sealed record PutRefusal(PutStatus Status, string Remark);
