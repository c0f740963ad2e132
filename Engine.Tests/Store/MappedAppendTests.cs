using Engine.Store.Files;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store;

public sealed class MappedAppendTests : IDisposable
{
    private const int FileBytes = 20 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentFiles _files;

    public MappedAppendTests() => _files = new SegmentFiles(_folder.File("log"), FileBytes, mapsAppends: OperatingSystem.IsLinux());

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(280, 120_000)]
    [InlineData(9_000, 4_000)]
    [InlineData(300 * 1024, 100)]
    public void Append_PiecesOverFilesAndWindows_ReadsAsWritten(int largest, int pieces)
    {
        var random = new Random(largest);
        var written = new MemoryStream();
        var at = 0L;
        for (var piece = 0; piece < pieces; piece++)
        {
            var bytes = new byte[random.Next(1, largest + 1)];
            random.NextBytes(bytes);
            if (at % FileBytes + bytes.Length > FileBytes)
            {
                written.Write(new byte[FileBytes - (at % FileBytes)]);
                at = written.Length;
            }

            _files.Append(bytes, at);
            written.Write(bytes);
            at = written.Length;
        }

        var read = new byte[written.Length];
        _files.Read(read, 0).ShouldBe(read.Length);
        read.AsSpan().SequenceEqual(written.ToArray()).ShouldBeTrue();
        _files.All[^1].Length.ShouldBe(FileBytes);
        Rest(at).ShouldBe(-1, "behind the last piece there is nothing");
    }

    [Fact]
    public void Append_AfterTheFileWasCut_GoesOnInItsPlace()
    {
        _files.Append(Piece(1, 3000), 0);
        _files.Append(Piece(2, 3000), 3000);
        _files.ClearFrom(4000);

        Rest(4000).ShouldBe(-1);
        _files.Append(Piece(3, 500), 4000);

        var read = new byte[5000];
        _files.Read(read, 0).ShouldBe(read.Length);
        read.ShouldBe([.. Piece(1, 3000), .. Piece(2, 1000), .. Piece(3, 500), .. Piece(0, 500)]);
    }

    [Fact]
    public void Append_WhatLiesBehindWasWrittenBefore_IsKept()
    {
        _files.Write(Piece(7, 100), 0);
        _files.Append(Piece(8, 100), 100);
        _files.Write(Piece(9, 10), 50);

        var read = new byte[200];
        _files.Read(read, 0);
        read.ShouldBe([.. Piece(7, 50), .. Piece(9, 10), .. Piece(7, 40), .. Piece(8, 100)]);
    }

    [Fact]
    public void Append_OnLinux_MarksTheFileForTheFlush()
    {
        _files.Append(Piece(1, 10), 0);
        _files.Flush();
        _files.DirtyFiles.ShouldBe(0);

        _files.Append(Piece(2, 10), 10);

        _files.DirtyFiles.ShouldBe(1);
    }

    [Fact]
    public void Append_ZerosRunShort_AsksOnceUntilTheyAreThere()
    {
        var asked = 0;
        _files.LacksZeros = () => asked++;
        _files.Append(Piece(1, 100), 0);
        _files.Append(Piece(1, 100), 100);
        asked.ShouldBe(OperatingSystem.IsLinux() ? 1 : 0);

        _files.KeepAhead();
        _files.Append(Piece(1, 100), 200);
        asked.ShouldBe(OperatingSystem.IsLinux() ? 1 : 0, "there are enough");

        _files.Append(Piece(1, 256 * 1024), 300);
        asked.ShouldBe(OperatingSystem.IsLinux() ? 2 : 0);
    }

    [Fact]
    public async Task Append_WhileZerosAreWrittenAhead_ReadsAsWritten()
    {
        using var ended = new CancellationTokenSource();
        var ahead = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                _files.KeepAhead();
            }
        });
        var random = new Random(7);
        var written = new byte[FileBytes];
        for (var at = 0; at < FileBytes - (400 * 1024);)
        {
            // Now and then a large piece, which goes by the system call, or one written beside the appends, as the end of a file is.
            var kind = random.Next(50);
            var piece = Piece((byte)random.Next(1, 256), kind == 0 ? 300 * 1024 : random.Next(1, 2000));
            piece.CopyTo(written, at);
            if (kind == 1)
            {
                _files.Write(piece, at);
            }
            else
            {
                _files.Append(piece, at);
            }

            at += piece.Length;
        }

        await ended.CancelAsync();
        await ahead;
        var read = new byte[FileBytes];
        _files.Read(read, 0).ShouldBe(FileBytes);
        read.AsSpan().SequenceEqual(written).ShouldBeTrue();
    }

    private static byte[] Piece(byte value, int length)
    {
        var piece = new byte[length];
        piece.AsSpan().Fill(value);
        return piece;
    }

    // Index of a byte that is not zero behind a place.
    private int Rest(long from)
    {
        var rest = new byte[(int)(FileBytes - (from % FileBytes))];
        _files.Read(rest, from);
        return rest.AsSpan().IndexOfAnyExcept((byte)0);
    }
}
