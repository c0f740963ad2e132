using System.Buffers;
using Engine.Protocol.Bodies;
using Engine.Remoting.Transports;
using Engine.Store;

namespace Engine.Broker.Replication;

/// <summary>
/// Sends the log to one slave, from where its first report says, and hears how far it is. A slave that reads slowly makes it wait; nothing
/// is kept for it. Mirrors DefaultHAConnection.
/// </summary>
internal sealed class HaFeed
{
    private readonly IStreamConnection _connection;
    private readonly MessageStore _store;
    private readonly BrokerOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Action _acknowledged;
    private readonly ByteRate _sent;
    private readonly TaskCompletionSource<long> _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _acked = -1;
    private long _from;
    private long _endAtBegin = long.MaxValue;

    /// <param name="connection">To the slave.</param>
    /// <param name="store">What it follows.</param>
    /// <param name="options">Times and sizes.</param>
    /// <param name="timeProvider">Clock of the times.</param>
    /// <param name="acknowledged">Told after every report.</param>
    public HaFeed(
        IStreamConnection connection, MessageStore store, BrokerOptions options, TimeProvider timeProvider, Action acknowledged)
    {
        _connection = connection;
        _store = store;
        _options = options;
        _timeProvider = timeProvider;
        _acknowledged = acknowledged;
        _sent = new ByteRate(timeProvider);
    }

    /// <summary>"ip:port" of the slave's side.</summary>
    public string Address => _connection.RemoteAddress;

    /// <summary>Log offset up to which the slave has everything; -1 before its first report.</summary>
    public long Acked => Volatile.Read(ref _acked);

    /// <summary>Whether it is near enough to the log's end to be waited for.</summary>
    public bool IsInSync => Acked >= 0 && Behind < _options.HaSlaveFallBehindMax;

    /// <summary>Whether it has had all that there was when it came, and is still near.</summary>
    public bool HasCaughtUp => IsInSync && Acked >= Volatile.Read(ref _endAtBegin);

    private long Behind => Math.Max(0, _store.MaxPhysicalOffset - Math.Max(0, Acked));

    /// <summary>Feeds it until it goes, or is told to.</summary>
    /// <exception cref="HaException">It cannot be fed from where it is, or says nothing.</exception>
    /// <exception cref="IOException">The connection or the disk failed.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var reading = ReadReportsAsync(ending.Token);
        var writing = WriteLogAsync(ending.Token);
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    public HaConnectionStatus Read() => new()
    {
        Addr = Address,
        SlaveAckOffset = Acked,
        Diff = Behind,
        InSync = IsInSync,
        TotalTransferredByteInSecond = _sent.LastSecond,
        TransferFromWhere = Volatile.Read(ref _from),
    };

    private async Task ReadReportsAsync(CancellationToken ending)
    {
        using var silence = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, silence.Token);
        var patience = _timeProvider.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), silence, _options.HaIdleTimeout, Timeout.InfiniteTimeSpan);
        await using (patience.ConfigureAwait(false))
        {
            await ReadReportsAsync(patience, either.Token, ending).ConfigureAwait(false);
        }
    }

    private async Task ReadReportsAsync(ITimer patience, CancellationToken either, CancellationToken ending)
    {
        var input = _connection.Input;
        try
        {
            while (await input.ReadAsync(either).ConfigureAwait(false) is var result)
            {
                var whole = result.Buffer.Length - (result.Buffer.Length % HaFrame.ReportBytes);
                if (whole > 0)
                {
                    patience.Change(_options.HaIdleTimeout, Timeout.InfiniteTimeSpan);
                    Take(result.Buffer.Slice(whole - HaFrame.ReportBytes, HaFrame.ReportBytes));
                }

                input.AdvanceTo(result.Buffer.GetPosition(whole), result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            throw new HaException($"it said nothing for {_options.HaIdleTimeout.TotalSeconds} s");
        }
    }

    /// <summary>Of several reports that came together the last one counts.</summary>
    private void Take(in ReadOnlySequence<byte> report)
    {
        Span<byte> bytes = stackalloc byte[HaFrame.ReportBytes];
        report.CopyTo(bytes);
        var reported = HaFrame.ReadReport(bytes);
        var (min, max) = (_store.MinPhysicalOffset, _store.MaxPhysicalOffset);
        if (reported < 0 || reported > max)
        {
            throw new HaException($"its log reaches to offset {reported}, behind this broker's, which ends at {max}: it holds messages that"
                + " are not here");
        }

        if (Acked < 0)
        {
            // An empty one gets everything, where RocketMQ begins at the last file.
            var from = reported == 0 ? min : reported;
            Volatile.Write(ref _endAtBegin, max);
            if (from < min)
            {
                throw new HaException($"its log ends at offset {reported}, and the first segment that is still here begins at {min}");
            }

            Volatile.Write(ref _from, from);
            _begin.SetResult(from);
        }

        Volatile.Write(ref _acked, reported);
        _acknowledged();
    }

    private async Task WriteLogAsync(CancellationToken ending)
    {
        var at = await _begin.Task.WaitAsync(ending).ConfigureAwait(false);
        while (true)
        {
            var count = WritePiece(at);
            if (count == 0)
            {
                // Taken before one more look, so that no append in between is missed.
                var grown = _store.LogGrown;
                count = WritePiece(at);
                if (count == 0 && await IsSilentAsync(grown, ending).ConfigureAwait(false))
                {
                    WriteHeartbeat(at);
                }
            }

            at += count;
            if ((await _connection.Output.FlushAsync(ending).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }
        }
    }

    private async Task<bool> IsSilentAsync(Task grown, CancellationToken ending)
    {
        await grown.WaitAsync(_options.HaHeartbeatInterval, _timeProvider, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.ThrowIfCancellationRequested();
        return !grown.IsCompleted;
    }

    /// <summary>Writes a frame with what comes next of the log, if there is anything.</summary>
    /// <returns>Bytes of the log.</returns>
    private int WritePiece(long at)
    {
        var target = _connection.Output.GetSpan(HaFrame.HeadBytes + _options.HaTransferBatchBytes);
        var count = _store.ReadLog(at, target.Slice(HaFrame.HeadBytes, _options.HaTransferBatchBytes));
        if (count < 0)
        {
            throw new HaException($"the log at offset {at}, where it is, was removed as too old before it came as far");
        }

        if (count > 0)
        {
            HaFrame.WriteHead(target, at, count);
            _connection.Output.Advance(HaFrame.HeadBytes + count);
            _sent.Add(count);
        }

        return count;
    }

    private void WriteHeartbeat(long at)
    {
        HaFrame.WriteHead(_connection.Output.GetSpan(HaFrame.HeadBytes), at, 0);
        _connection.Output.Advance(HaFrame.HeadBytes);
    }
}
