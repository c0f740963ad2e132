using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Engine.Benchmarks.Crashing;

/// <summary>
/// The acknowledgments of one sender, a line each, written with one system call as soon as it has them: a kill of the process leaves them.
/// A line that does not end does not count.
/// </summary>
internal sealed class AckFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private long _at;

    internal AckFile(string folder, int process, int sender) =>
        _file = File.OpenHandle(PathOf(folder, process, sender), FileMode.CreateNew, FileAccess.Write);

    public void Dispose() => _file.Dispose();

    internal void Write(in Ack ack)
    {
        Span<byte> line = stackalloc byte[64];
        Encoding.ASCII.TryGetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{(int)ack.Kind} {ack.Call} {ack.QueueOffset} {ack.PhysicalOffset}\n"),
            line,
            out var length);
        RandomAccess.Write(_file, line[..length], _at);
        _at += length;
    }

    /// <summary>All whole lines; none when the sender did not come to write any.</summary>
    internal static IEnumerable<Ack> Read(string folder, int process, int sender)
    {
        var path = PathOf(folder, process, sender);
        if (!File.Exists(path))
            yield break;

        var text = File.ReadAllText(path);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Array.ConvertAll(line.Split(' '), part => long.Parse(part, CultureInfo.InvariantCulture));
            yield return new Ack((AckKind)parts[0], (int)parts[1], parts[2], parts[3]);
        }
    }

    private static string PathOf(string folder, int process, int sender) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"acks-{process}-{sender}"));
}
