namespace Engine.Admin.Groups;

/// <summary>A group's configuration on one broker.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Settings">Null when the broker has none for the group, or did not answer.</param>
/// <param name="Problem">Why it did not answer; null when it did.</param>
public sealed record BrokerGroupSettings(string Broker, GroupSettings? Settings, string? Problem);
