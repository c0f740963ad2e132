namespace Engine.Client.Producing;

/// <summary>Messages that go into one batch.</summary>
/// <param name="First">Index of the first one in the collection that was cut.</param>
/// <param name="Items">The messages, at least one.</param>
internal sealed record BatchPart(int First, IReadOnlyList<LaidOutMessage> Items);
