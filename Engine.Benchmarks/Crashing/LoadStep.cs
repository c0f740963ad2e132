namespace Engine.Benchmarks.Crashing;

/// <summary>How far a loading process has come.</summary>
internal enum LoadStep
{
    /// <summary>The process is there, its store not touched.</summary>
    None,

    /// <summary>The store starts, and recovers if need be.</summary>
    Starting,

    /// <summary>Senders append.</summary>
    Loading,

    /// <summary>The store stops, while senders still append.</summary>
    Stopping,

    /// <summary>The store was stopped cleanly.</summary>
    Stopped,
}
