using System.Collections.Concurrent;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Tests.Store;

/// <summary>Keeps what a store says.</summary>
internal sealed class StoreLog : ILogger<MessageStore>
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal IReadOnlyCollection<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
