using Microsoft.Extensions.Logging;

namespace Engine.Tests.Broker;

/// <summary>Keeps what a broker says, and completes a wait when it says it.</summary>
internal sealed class BrokerLog : ILoggerFactory, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Text, TaskCompletionSource Said)> _waits = [];

    /// <summary>Called with each line at the moment it is said, before those who wait for it go on.</summary>
    internal Action<string>? Saying { get; set; }

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)}";
        Saying?.Invoke(line);
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (text, said) in _waits)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    said.TrySetResult();
            }
        }
    }

    public void Dispose()
    {
    }

    /// <summary>A wait for the next line that contains the text: make it before the trigger, await it after.</summary>
    internal Task NextAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _waits.Add((text, said));

        return Soon.Within(said.Task, $"a log line with '{text}'", Patience);
    }
}
