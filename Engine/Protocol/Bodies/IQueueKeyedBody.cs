namespace Engine.Protocol.Bodies;

/// <summary>
/// A body with a map whose keys are queues; on a wire these keys are JSON objects (fastjson's form, which client-go needs).
/// </summary>
internal interface IQueueKeyedBody : ICommandBody;
