namespace Engine.Hosting;

/// <summary>One life of a node, from its start to its end.</summary>
internal interface INodeRun : IAsyncDisposable
{
    /// <summary>Why it takes no messages; null when it does, or is no broker.</summary>
    string? WriteStop { get; }

    Task StartAsync(CancellationToken cancellationToken);

    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Ends it without any order.</summary>
    Task KillAsync();
}
