using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Running;

/// <summary>Loggers that pass on what is bad enough, so that a figure taken while something went wrong does not look good.</summary>
internal sealed class NoteLoggers(TextWriter notes) : ILoggerProvider
{
    internal static ILoggerFactory To(TextWriter notes, LogLevel least = LogLevel.Warning) =>
        LoggerFactory.Create(builder => builder.SetMinimumLevel(least).AddProvider(new NoteLoggers(notes)));

    public ILogger CreateLogger(string categoryName) => new NoteLogger(notes);

    public void Dispose()
    {
    }

    private sealed class NoteLogger(TextWriter notes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        // The factory leaves out what is below its least level.
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (notes)
                notes.WriteLine($"  {logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
        }
    }
}
