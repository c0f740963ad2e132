using System.Collections.Concurrent;
using Engine.Benchmarks.Crashing;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Soaking;

/// <summary>Notes each time that a broker logs a group's committed offset to have gone back, which no sample need have seen.</summary>
internal sealed class LoweredLog(string group) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal int Count => _lines.Count;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        if (line.StartsWith($"group {group} went back on ", StringComparison.Ordinal))
            _lines.Enqueue(line);
    }

    public void Dispose()
    {
    }

    internal void AddTo(Faults faults)
    {
        foreach (var line in _lines)
            faults.Add(FaultKind.Wrong, $"logged: {line}");
    }
}
