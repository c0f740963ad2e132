namespace Dashboard.Hosting;

/// <summary>Whether the console is still starting. Any thread.</summary>
internal sealed class StartupPhase
{
    private volatile bool _isOver;

    internal bool IsUnderWay => !_isOver;

    internal void End() => _isOver = true;
}
