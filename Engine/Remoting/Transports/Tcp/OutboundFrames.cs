using System.IO.Pipelines;
using Engine.Protocol;
using Engine.Remoting.Codec;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// The bytes of one connection that wait to be written. Any thread posts, in the order of the calls; one turn at a time writes what has
/// gathered meanwhile, as fast as the peer reads.
/// </summary>
/// <param name="writer">Where they go.</param>
/// <param name="written">Called when bytes were written.</param>
/// <param name="failed">Called once when they cannot be.</param>
internal sealed class OutboundFrames(PipeWriter writer, Action written, Action<Exception?> failed)
{
    private const int SliceBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameBuffer _filling = new();
    private FrameBuffer _writing = new();
    private int _answersFilling;
    private int _holds;
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Bytes of answers that wait.</summary>
    public ByteGauge Answers { get; } = new();

    /// <summary>Bytes of this side's requests that wait.</summary>
    public ByteGauge Requests { get; } = new();

    public long Waiting => Answers.Bytes + Requests.Bytes;

    /// <summary>Completes after <see cref="Close"/>, when what was posted before is written or cannot be.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// False when it is closed. A command that fits into no frame is a <see cref="FrameException"/>, and nothing is posted.
    /// </summary>
    public bool TryPost(RemotingCommand command, HeaderFormat format)
    {
        bool begin;
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            Encode(command, format);
            begin = TryBegin();
        }

        if (begin)
        {
            _ = WriteAllAsync();
        }

        return true;
    }

    /// <summary>Until <see cref="Release"/> nothing new begins to be written, so that a burst of answers leaves together.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _holds++;
        }
    }

    public void Release()
    {
        bool begin;
        lock (_lock)
        {
            _holds--;
            begin = TryBegin();
        }

        if (begin)
        {
            _ = WriteAllAsync();
        }
    }

    /// <summary>Takes nothing more; a second call does nothing.</summary>
    public void Close()
    {
        bool begin;
        lock (_lock)
        {
            _isClosed = true;
            begin = TryBegin();
            if (!begin && !_isWriting)
            {
                _ended.TrySetResult();
            }
        }

        if (begin)
        {
            _ = WriteAllAsync();
        }
    }

    private void Encode(RemotingCommand command, HeaderFormat format)
    {
        var before = _filling.Count;
        FrameWriter.Write(command, format, _filling);
        var bytes = _filling.Count - before;
        if (command.IsResponse)
        {
            _answersFilling += bytes;
            Answers.Add(bytes);
        }
        else
        {
            Requests.Add(bytes);
        }
    }

    private bool TryBegin()
    {
        if (_isWriting || _filling.Count == 0 || (_holds > 0 && !_isClosed))
        {
            return false;
        }

        return _isWriting = true;
    }

    private async Task WriteAllAsync()
    {
        var open = true;
        while (TryTake(out var answers))
        {
            var bytes = _writing.Count;
            open = open && await TryWriteAsync(_writing.Written).ConfigureAwait(false);
            _writing.Clear();
            Answers.Remove(answers);
            Requests.Remove(bytes - answers);
        }
    }

    /// <summary>Takes what has gathered; false, and the turn is over, when nothing has.</summary>
    private bool TryTake(out int answers)
    {
        lock (_lock)
        {
            answers = _answersFilling;
            _answersFilling = 0;
            if (_filling.Count > 0)
            {
                (_filling, _writing) = (_writing, _filling);
                return true;
            }

            _isWriting = false;
            if (_isClosed)
            {
                _ended.TrySetResult();
            }

            return false;
        }
    }

    private async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                // In slices, so that the pipe below never holds more than its own limit and one of them.
                var slice = bytes[..Math.Min(bytes.Length, SliceBytes)];
                var result = await writer.WriteAsync(slice).ConfigureAwait(false);
                if (result.IsCompleted)
                {
                    failed(null);
                    return false;
                }

                written();
                bytes = bytes[slice.Length..];
            }

            return true;
        }
        catch (Exception exception)
        {
            failed(exception);
            return false;
        }
    }
}
