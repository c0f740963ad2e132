namespace Engine.Protocol.Headers;

/// <summary>A required field of a command is missing, or a field does not hold what it should; the message names it.</summary>
internal sealed class CommandFieldException(string message) : Exception(message);
