namespace Engine.Client.Consuming.Processing.Orderly;

/// <summary>What is to be done after an orderly listener call.</summary>
internal enum OrderlyAction
{
    /// <summary>Everything taken is done.</summary>
    Commit,

    /// <summary>The next batch comes, nothing is committed.</summary>
    GoOn,

    /// <summary>Everything taken comes again after a pause.</summary>
    RollBack,

    /// <summary>The batch comes again after a pause, but for what was tried too often.</summary>
    TryAgain,
}
