using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>A message with the unique key and the property string that it is sent with.</summary>
internal readonly record struct LaidOutMessage(Message Message, string MessageId, string Properties);
