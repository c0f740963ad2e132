namespace Engine.Client.Consuming;

/// <summary>The listener of a push consumer: one of the two.</summary>
internal readonly record struct ListenerKind(IMessageListener? Concurrent, IOrderlyMessageListener? Orderly);
