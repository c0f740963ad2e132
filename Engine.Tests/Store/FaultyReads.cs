using Engine.Store.Files;
using Microsoft.Win32.SafeHandles;

namespace Engine.Tests.Store;

/// <summary>A disk with a range of one file that cannot be read, as with a bad sector.</summary>
internal sealed class FaultyReads : ISegmentReads
{
    internal const string Message = "Input/output error";

    private string _path = "";
    private (long From, long To) _bad;

    public int Read(string path, SafeFileHandle handle, Span<byte> target, long at) =>
        path == _path && at < _bad.To && at + target.Length > _bad.From
            ? throw new IOException(Message)
            : RandomAccess.Read(handle, target, at);

    /// <summary>From now on reads that touch the range fail.</summary>
    internal void Break(string path, long from, long to) => (_path, _bad) = (path, (from, to));
}
