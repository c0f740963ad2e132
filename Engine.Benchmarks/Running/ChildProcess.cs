using System.Diagnostics;

namespace Engine.Benchmarks.Running;

/// <summary>
/// This program once more, in a child role. What the child prints comes here, what it notes goes where ours goes; it ends when this
/// process does, since its standard input closes then.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    internal int Id => _process.Id;

    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    internal static ChildProcess Start(string role, params IEnumerable<string> arguments)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(ChildProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(host, [.. program, ChildRoles.Word, role, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{host} did not start."));
    }

    /// <summary>The next line the child prints; null when it has ended.</summary>
    internal ValueTask<string?> ReadLineAsync(CancellationToken ct) => _process.StandardOutput.ReadLineAsync(ct);

    /// <summary>Waits until the child prints something that begins with a word.</summary>
    /// <exception cref="InvalidOperationException">The child ended, or printed something else.</exception>
    internal async Task ExpectAsync(string word, CancellationToken ct)
    {
        var line = await ReadLineAsync(ct).ConfigureAwait(false);
        if (line is null || !line.StartsWith(word, StringComparison.Ordinal))
            throw new InvalidOperationException($"The child process should have said '{word}' and said '{line ?? "nothing"}'.");
    }

    internal void Say(string word)
    {
        _process.StandardInput.WriteLine(word);
        _process.StandardInput.Flush();
    }

    /// <summary>SIGKILL: no handler, no flush, nothing runs any more.</summary>
    internal void Kill() => _process.Kill();

    internal async Task<int> WaitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct).ConfigureAwait(false);
        return _process.ExitCode;
    }
}
