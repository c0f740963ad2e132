namespace Engine.Hosting;

/// <summary>A port that a broker takes beside its configured one.</summary>
/// <param name="Port">The port.</param>
/// <param name="Distance">How it follows from the configured one, as "port - 2".</param>
/// <param name="What">What it is for the broker, as "second port".</param>
internal readonly record struct PortBeside(int Port, string Distance, string What);
