using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>A local transaction that is to be executed: its half message is stored.</summary>
/// <param name="Id">The transaction's id, the unique key of its message; a later check brings the message with the same one.</param>
/// <param name="Message">The message as the application gave it.</param>
/// <param name="Argument">What the application gave along; null when nothing.</param>
public sealed record LocalTransaction(string Id, Message Message, object? Argument);
