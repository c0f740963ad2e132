namespace Engine.Admin.Clusters;

/// <summary>Settings of a broker (GET_BROKER_CONFIG, 26), sorted by name; the values of secrets are not in it.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Settings">Each with its value.</param>
public sealed record BrokerConfig(string Broker, IReadOnlyList<BrokerSetting> Settings);
