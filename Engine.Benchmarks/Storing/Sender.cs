using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>One thread that appends as fast as it can, and counts.</summary>
internal sealed class Sender
{
    private readonly Func<PutResult> _append;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _messages;
    private volatile bool _isOver;

    internal Sender(Func<PutResult> append)
    {
        _append = append;
        _thread = new Thread(Run) { IsBackground = true, Name = "sender" };
    }

    internal long Messages => Volatile.Read(ref _messages);

    internal static Sender Of(MessageStore store, UniqueMessages messages) => new(() => store.Append(messages.Next()));

    internal static Sender Of(MessageStore store, UniqueBatches batches) => new(() =>
    {
        var (template, body) = batches.Next();
        return store.AppendBatch(template, body);
    });

    internal void Start() => _thread.Start();

    /// <summary>Ends it; fails as the appending failed.</summary>
    internal Task StopAsync()
    {
        _isOver = true;
        return _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                var result = _append();
                if (result.Status != PutStatus.PutOk)
                    throw new InvalidOperationException($"An append was not stored: {result.Status}, {result.Remark}");

                Volatile.Write(ref _messages, _messages + result.MessageCount);
            }

            _ended.SetResult();
        }
        catch (Exception failure)
        {
            _ended.SetException(failure);
        }
    }
}
