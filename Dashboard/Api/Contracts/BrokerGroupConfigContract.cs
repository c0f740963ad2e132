namespace Dashboard.Api.Contracts;

/// <summary>One broker's configuration of a group; without settings it has none, or problem says why they are unknown.</summary>
internal sealed record BrokerGroupConfigContract(string Broker, GroupSettingsContract? Settings, string? Problem);
