namespace Engine.Remoting.Codec;

/// <summary>Bytes that are no frame, or a command that fits into none; the connection they came on is of no further use.</summary>
internal sealed class FrameException(string message, Exception? inner = null) : Exception(message, inner);
