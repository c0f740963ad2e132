using System.IO.Pipelines;
using Engine.Remoting.Transports;
using Engine.Store.Replica;

namespace Engine.Broker.Replication;

/// <summary>
/// A slave's side of one connection to its master: takes frames, says how far it is. One task. Mirrors DefaultHAClient.
/// </summary>
internal sealed class HaSession(
    IStreamConnection connection, ReplicaLog log, FollowerState state, BrokerOptions options, TimeProvider timeProvider)
{
    private readonly byte[] _head = new byte[HaFrame.HeadBytes];

    /// <summary>Log offset of the next byte.</summary>
    private long _next;

    /// <summary>Where the master's log ended when this began.</summary>
    private long _masterEnd;

    private int _headLength;
    private int _left;
    private long _reported = -1;
    private long _reportedAt;
    private long _heardAt;

    /// <summary>Follows until the connection ends.</summary>
    /// <exception cref="HaException">What the master sends cannot be taken over.</exception>
    /// <exception cref="IOException">The connection ended or failed.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        log.Begin();
        (_next, _masterEnd) = (log.Position, state.MasterEnd);
        if (_next == _masterEnd)
        {
            state.CaughtUp();
        }

        _heardAt = timeProvider.GetTimestamp();
        await ReportAsync(stopping).ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var reading = connection.Input.ReadAsync(ending.Token).AsTask();
        try
        {
            while (true)
            {
                await ((Task)reading).WaitAsync(options.HaHeartbeatInterval, timeProvider, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stopping.ThrowIfCancellationRequested();
                if (reading.IsCompleted)
                {
                    Take(await reading.ConfigureAwait(false));
                    reading = connection.Input.ReadAsync(ending.Token).AsTask();
                }
                else if (timeProvider.GetElapsedTime(_heardAt) >= options.HaIdleTimeout)
                {
                    throw new IOException($"the master said nothing for {options.HaIdleTimeout.TotalSeconds} s");
                }

                if (log.Position != _reported || timeProvider.GetElapsedTime(_reportedAt) >= options.HaHeartbeatInterval)
                {
                    await ReportAsync(stopping).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask ReportAsync(CancellationToken stopping)
    {
        _reported = log.Position;
        _reportedAt = timeProvider.GetTimestamp();
        HaFrame.WriteReport(connection.Output.GetSpan(HaFrame.ReportBytes), _reported);
        connection.Output.Advance(HaFrame.ReportBytes);
        await connection.Output.FlushAsync(stopping).ConfigureAwait(false);
        state.Reported();
    }

    private void Take(ReadResult result)
    {
        _heardAt = timeProvider.GetTimestamp();
        state.Heard((int)result.Buffer.Length);
        foreach (var piece in result.Buffer)
        {
            Take(piece.Span);
        }

        connection.Input.AdvanceTo(result.Buffer.End);
        if (result.IsCompleted)
        {
            throw new IOException("the master ended the connection");
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = _left > 0 ? TakeLog(bytes) : TakeHead(bytes);
            bytes = bytes[taken..];
        }
    }

    private int TakeHead(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, HaFrame.HeadBytes - _headLength);
        bytes[..taken].CopyTo(_head.AsSpan(_headLength));
        _headLength += taken;
        if (_headLength == HaFrame.HeadBytes)
        {
            _headLength = 0;
            BeginFrame(HaFrame.ReadHead(_head));
        }

        return taken;
    }

    private void BeginFrame((long Offset, int Size) head)
    {
        if (head.Size is < 0 or > HaFrame.MostBytes)
        {
            throw new HaException($"The master sent a piece of {head.Size} bytes: what it speaks is no replication.");
        }

        // An empty log begins where its master wants it to.
        if (head.Offset != _next && _next != 0)
        {
            throw new HaException($"The master sent its log from offset {head.Offset} on where {_next} comes next.");
        }

        state.Told(head.Offset + head.Size);
        _left = head.Size;
        if (head.Size > 0)
        {
            _next = head.Offset;
        }
        else
        {
            // It has nothing more to send.
            state.CaughtUp();
        }
    }

    private int TakeLog(ReadOnlySpan<byte> bytes)
    {
        var piece = bytes[..Math.Min(bytes.Length, _left)];
        try
        {
            log.Append(_next, piece);
        }
        catch (ReplicaException refused)
        {
            throw new HaException(refused.Message, refused);
        }
        catch (IOException refused)
        {
            throw new HaException($"This slave cannot store what its master sends: {refused.Message}", refused);
        }

        _next += piece.Length;
        _left -= piece.Length;
        if (log.Position >= _masterEnd)
        {
            state.CaughtUp();
        }

        return piece.Length;
    }
}
