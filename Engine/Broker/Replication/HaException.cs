namespace Engine.Broker.Replication;

/// <summary>A log cannot be followed, or not from there; the message is a sentence for operators.</summary>
internal sealed class HaException(string message, Exception? inner = null) : IOException(message, inner);
