namespace Engine.Diagnostics;

/// <summary>What one store shows when somebody looks; the functions are called from any thread.</summary>
/// <param name="LogBytes">Bytes of the log from its first offset on.</param>
/// <param name="BehindBytes">Bytes of the log that the key index has not read yet; null = there is none.</param>
internal sealed record StoreGauges(Func<long> LogBytes, Func<long>? BehindBytes = null)
{
    /// <summary>Turns of the key index that failed since the start; null = there is none.</summary>
    public Func<long>? DispatchFailures { get; init; }

    /// <summary>Used part of the store's disk, 0 to 1; null when the system does not say.</summary>
    public Func<double?>? DiskUsed { get; init; }
}
