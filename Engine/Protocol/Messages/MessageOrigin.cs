namespace Engine.Protocol.Messages;

/// <summary>What the messages of one answer have in common beside their records.</summary>
/// <param name="BrokerName">The broker they came from.</param>
/// <param name="Properties">Properties laid over their own.</param>
internal readonly record struct MessageOrigin(string? BrokerName, PropertyLayer? Properties);
