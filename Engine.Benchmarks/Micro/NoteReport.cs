using BenchmarkDotNet.Loggers;

namespace Engine.Benchmarks.Micro;

/// <summary>Takes BenchmarkDotNet's own report to the notes, for standard output is for figures alone.</summary>
internal sealed class NoteReport(TextWriter notes) : ILogger
{
    public string Id => nameof(NoteReport);

    public int Priority => 0;

    public void Write(LogKind logKind, string text) => notes.Write(text);

    public void WriteLine() => notes.WriteLine();

    public void WriteLine(LogKind logKind, string text) => notes.WriteLine(text);

    public void Flush() => notes.Flush();
}
