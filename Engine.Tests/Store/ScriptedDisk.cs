using System.Threading.Channels;
using Engine.Store.Log;

namespace Engine.Tests.Store;

/// <summary>A disk that hangs and refuses as a test likes.</summary>
internal sealed class ScriptedDisk : ILogDisk, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private readonly Channel<int> _begun = Channel.CreateUnbounded<int>();
    private int _flushes;

    internal long Written { get; set; }

    internal Exception? Refusal { get; set; }

    internal Action? WhileFlushing { get; set; }

    internal int Flushes => Volatile.Read(ref _flushes);

    /// <summary>Ranges written again, and the flushes before them.</summary>
    internal List<(long From, long To, int Flushes)> Again { get; } = [];

    public long WrittenEnd => Written;

    public long SettledEnd => Written;

    public void Dispose() => _gate.Dispose();

    public void Flush()
    {
        _begun.Writer.TryWrite(Interlocked.Increment(ref _flushes));
        _gate.Wait(Patience).ShouldBeTrue("the test left the disk closed");
        WhileFlushing?.Invoke();
        if (Refusal is { } refusal)
            throw refusal;
    }

    public long WriteAgain(long from, long to)
    {
        Again.Add((from, to, Flushes));
        return to;
    }

    /// <summary>Flushes hang from now on.</summary>
    internal void Close() => _gate.Reset();

    internal void Open() => _gate.Set();

    internal Task NextFlushAsync() => _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
