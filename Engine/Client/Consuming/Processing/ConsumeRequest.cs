using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>One batch for the listener: messages of one queue and the process queue that caches them.</summary>
internal sealed record ConsumeRequest(MessageQueue Queue, ProcessQueue ProcessQueue, IReadOnlyList<MessageExt> Messages);
