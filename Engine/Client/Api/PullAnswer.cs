using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>Answer to a pull: where to go on, the queue's bounds, and the records when some were found.</summary>
internal readonly record struct PullAnswer(PullStatus Status, PullMessageResponseHeader Header, ReadOnlyMemory<byte> Records);
