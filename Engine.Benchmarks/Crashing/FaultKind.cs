namespace Engine.Benchmarks.Crashing;

/// <summary>What can be wrong with a store after a kill.</summary>
internal enum FaultKind
{
    /// <summary>An acknowledged message is not where it was.</summary>
    Lost,

    /// <summary>A message or an offset is there twice.</summary>
    Duplicate,

    /// <summary>Anything else that must not be.</summary>
    Wrong,
}
