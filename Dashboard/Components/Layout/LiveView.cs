namespace Dashboard.Components.Layout;

/// <summary>What the live indicator of this browser tab knows: how old the shown figures are, and whether the tab is paused.</summary>
internal sealed class LiveView
{
    public event Action? Changed;

    /// <summary>Pages keep what they show; they go on receiving, so that nothing is missed when they go on.</summary>
    public bool IsPaused { get; private set; }

    public DateTimeOffset? SampledAt { get; private set; }

    public string? Source { get; private set; }

    public void Toggle()
    {
        IsPaused = !IsPaused;
        Changed?.Invoke();
    }

    /// <summary>Said by the page after it took a snapshot.</summary>
    public void Report(DateTimeOffset sampledAt, string source)
    {
        (SampledAt, Source) = (sampledAt, source);
        Changed?.Invoke();
    }

    /// <summary>Said by a page without figures.</summary>
    public void Clear()
    {
        (SampledAt, Source) = (null, null);
        Changed?.Invoke();
    }
}
