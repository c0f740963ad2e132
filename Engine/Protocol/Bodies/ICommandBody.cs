namespace Engine.Protocol.Bodies;

/// <summary>A structured body: an immutable record that travels as an object inside one process and as JSON on a wire.</summary>
internal interface ICommandBody;
