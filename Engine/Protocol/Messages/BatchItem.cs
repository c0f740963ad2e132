namespace Engine.Protocol.Messages;

/// <summary>One message inside the body of a batch send (message-format §6).</summary>
/// <param name="Flag">The user's flag.</param>
/// <param name="Body">The body.</param>
/// <param name="Properties">The property string in UTF-8.</param>
public readonly record struct BatchItem(int Flag, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Properties);
