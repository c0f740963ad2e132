using System.Threading.Channels;

namespace Engine.Benchmarks;

/// <summary>A child's end of its standard input: what the parent says, and that the parent is gone.</summary>
internal sealed class ParentLink : IDisposable
{
    private readonly Channel<string> _words = Channel.CreateBounded<string>(16);
    private readonly CancellationTokenSource _gone;
    private readonly TextReader _input;

    internal ParentLink(TextReader input, CancellationToken ct)
    {
        _input = input;
        _gone = CancellationTokenSource.CreateLinkedTokenSource(ct);
        new Thread(Listen) { IsBackground = true, Name = "parent" }.Start();
    }

    /// <summary>Cancelled when the parent closed the pipe, by intent or by its death.</summary>
    internal CancellationToken Gone => _gone.Token;

    public void Dispose() => _gone.Dispose();

    /// <summary>The next thing the parent says.</summary>
    internal ValueTask<string> HearAsync(CancellationToken ct) => _words.Reader.ReadAsync(ct);

    private void Listen()
    {
        while (_input.ReadLine() is { } word)
            _words.Writer.TryWrite(word);

        try
        {
            _gone.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work was over before the pipe closed.
        }
    }
}
