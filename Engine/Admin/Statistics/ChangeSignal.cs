namespace Engine.Admin.Statistics;

/// <summary>Something changed in the scope.</summary>
/// <param name="Broker">Broker name it came from.</param>
/// <param name="Version">The broker's change version of the scope.</param>
/// <param name="Source">"push" when the broker signalled, "poll 1 s" otherwise.</param>
public readonly record struct ChangeSignal(string Broker, long Version, string Source);
