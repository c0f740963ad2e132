using Dashboard.Figures.History;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Figures.History;

/// <summary>What is written into chunks comes out of them.</summary>
public sealed class ChunkLawsTests
{
    private const long Chunk = 29_000_000;
    private const long FirstSlot = Chunk * HistoryTier.SlotsPerChunk;

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame() => Prop.ForAll<byte[], long[]>((gaps, values) =>
        Decoded(Encoded(Points(gaps, values))).ShouldBe(Points(gaps, values))).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_TwoPartsOfAChunk_IsTheWhole() => Prop.ForAll<byte[], long[], byte>((gaps, values, cut) =>
    {
        var points = Points(gaps, values);
        var at = points.Count == 0 ? 0 : cut % points.Count;

        // The second part repeats the last slot of the first, as after a restart within a slot.
        var merged = ChunkMerge.Of(Chunk, Encoded(points.Take(at + 1)), Encoded(points.Skip(at)));

        Decoded(merged).ShouldBe(points);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryRead_AnyBytes_GivesSlotsInOrderOrSaysNo() => Prop.ForAll<byte[]>(bytes =>
    {
        var points = new List<SlotValues>();
        ChunkReader.TryRead(Chunk, bytes ?? [], points);

        points.Select(point => point.Slot).ShouldBeInOrder(SortDirection.Ascending);
        points.ShouldAllBe(point => point.Slot / HistoryTier.SlotsPerChunk == Chunk);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decode_ExtremesAndUnknowns_AreTheSame()
    {
        SlotValues[] points =
        [
            new(FirstSlot, new(long.MaxValue, long.MinValue, null, 0, -1)),
            new(FirstSlot + 1, new(long.MinValue, long.MaxValue, 7, null, null)),
            new(FirstSlot + 2, new(null, null, null, null, null)),
            new(FirstSlot + 59, new(0, 0, 0, 0, 0)),
        ];

        Decoded(Encoded(points)).ShouldBe(points);
    }

    [Fact]
    public void Encode_AQueueThatStandsStill_IsAByteAPoint()
    {
        var values = new HistoryValues(5, 100, 95, 0, 0);
        var once = Encoded([new(FirstSlot, values)]);

        var often = Encoded(Enumerable.Range(0, 60).Select(index => new SlotValues(FirstSlot + index, values)));

        often.Length.ShouldBe(once.Length + 59);
    }

    [Fact]
    public void TryAppend_SlotThatIsNotLaterOrElsewhere_IsRefused()
    {
        var writer = new ChunkWriter(Chunk);

        writer.TryAppend(FirstSlot + 5, default).ShouldBeTrue();
        writer.TryAppend(FirstSlot + 5, default).ShouldBeFalse();
        writer.TryAppend(FirstSlot + 4, default).ShouldBeFalse();
        writer.TryAppend(FirstSlot + 60, default).ShouldBeFalse();
        writer.TryAppend(FirstSlot + 59, default).ShouldBeTrue();
    }

    [Fact]
    public void TryRead_CutOff_KeepsWhatIsBeforeTheDamage()
    {
        var bytes = Encoded([new(FirstSlot, new(1, 2, 3, 4, 5)), new(FirstSlot + 1, new(1_000_000, 2, 3, 4, 5))]);
        var points = new List<SlotValues>();

        ChunkReader.TryRead(Chunk, bytes.AsSpan(0, bytes.Length - 1), points).ShouldBeFalse();

        points.ShouldHaveSingleItem().Values.Lag.ShouldBe(1);
    }

    private static List<SlotValues> Points(byte[]? gaps, long[]? values)
    {
        var points = new List<SlotValues>();
        var slot = FirstSlot - 1;
        foreach (var gap in gaps ?? [])
        {
            slot += 1 + (gap % 4);
            if (slot / HistoryTier.SlotsPerChunk != Chunk)
                break;

            points.Add(new(slot, new(At(points, 0), At(points, 1), At(points, 2), At(points, 3), At(points, 4))));
        }

        return points;

        long? At(List<SlotValues> before, int column)
        {
            var value = values is { Length: > 0 } ? values[((before.Count * 3) + column) % values.Length] : 0;
            return value % 7 == 3 ? null : value << (column * 9);
        }
    }

    private static byte[] Encoded(IEnumerable<SlotValues> points)
    {
        var writer = new ChunkWriter(Chunk);
        foreach (var point in points)
            writer.TryAppend(point.Slot, point.Values).ShouldBeTrue();

        return writer.ToArray();
    }

    private static List<SlotValues> Decoded(byte[] bytes)
    {
        var points = new List<SlotValues>();
        ChunkReader.Read(Chunk, bytes, points);
        return points;
    }
}
