namespace Engine.Admin.Clusters;

/// <summary>Whose traffic on a broker is asked: a topic's, what is stored there, or a group's, what it pulls of the topic.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Topic">Topic name.</param>
/// <param name="Group">Group name; null for what producers store.</param>
public sealed record TrafficKey(string Broker, string Topic, string? Group);
