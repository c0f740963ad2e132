namespace Engine.Protocol.Bodies;

/// <summary>A body with maps by number, whose keys fastjson writes without quotes; no other key of it is a number.</summary>
internal interface INumberKeyedBody : ICommandBody;
