namespace Engine.Hosting;

/// <summary>A TCP port that a node listens on.</summary>
/// <param name="Key">The configuration key that chose it.</param>
/// <param name="Endpoint">"ip:port" to bind.</param>
/// <param name="IsSecond">Whether it is a broker's "VIP" port, which serves no pulls.</param>
internal readonly record struct EmbeddedPort(string Key, string Endpoint, bool IsSecond);
