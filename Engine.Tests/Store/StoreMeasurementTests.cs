using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Engine.Diagnostics;
using Engine.Tests.Broker;

namespace Engine.Tests.Store;

public sealed class StoreMeasurementTests : IDisposable
{
    private readonly EngineMeter _meter = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _seen = new();

    public StoreMeasurementTests()
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name.StartsWith("engine.store", StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Append_StoredAndRefused_IsCounted()
    {
        await using var harness = await StoreHarness.StartAsync(instruments: _meter.Store);
        _listener.Start();

        var put = harness.Put("T", 0, "hello");
        var batch = harness.Store.AppendBatch(StoreHarness.Message("T", 0, ""), StoreHarness.Batch("a", "b"));
        harness.Store.Append(StoreHarness.Message("../evil", 0, "x"));

        Of(harness, StoreInstruments.AppendedMessages).ShouldBe([(1, null), (2, null)]);
        Of(harness, StoreInstruments.AppendedBytes).ShouldBe([(put.EndOffset, null), (batch.EndOffset - put.EndOffset, null)]);
        Of(harness, StoreInstruments.RefusedAppends).ShouldBe([(1, "MessageIllegal")]);
    }

    [Fact]
    public async Task LogSize_WhileTheStoreIsOpen_IsShown()
    {
        await using var harness = await StoreHarness.StartAsync(instruments: _meter.Store);
        _listener.Start();
        var put = harness.Put("T", 0, "hello");

        _listener.RecordObservableInstruments();
        await harness.Store.StopAsync(CancellationToken.None);
        _listener.RecordObservableInstruments();

        Of(harness, StoreInstruments.LogSize).ShouldBe([(put.EndOffset, null)]);
    }

    [Fact]
    public async Task Dispatch_IndexCannotBeWritten_ShowsHowFarBehindItIsAndEachFailure()
    {
        await using var harness = await StoreHarness.StartAsync(instruments: _meter.Store);
        _listener.Start();
        await File.WriteAllTextAsync(Path.Combine(harness.Folder, "index"), "");
        var put = harness.Store.Append(StoreHarness.Message("T", 0, "hello") with { Properties = "KEYS\u0001k" });
        await Soon.Within(FailAsync(harness, 2), "two failed turns of the key index");

        _listener.RecordObservableInstruments();

        Of(harness, StoreInstruments.DispatchBehind).ShouldBe([(put.EndOffset, null)]);
        Of(harness, StoreInstruments.DispatchFailures).ShouldHaveSingleItem().Value.ShouldBeGreaterThanOrEqualTo(2);
        File.Delete(Path.Combine(harness.Folder, "index"));
        await Soon.Within(harness.Store.WaitUntilDispatchedAsync(CancellationToken.None), "the key index to catch up");
        _listener.RecordObservableInstruments();
        Of(harness, StoreInstruments.DispatchBehind).Last().ShouldBe((0, null));
    }

    [Fact]
    public async Task Damage_EachPlace_IsCountedOnce()
    {
        await using var harness = await StoreHarness.StartAsync(instruments: _meter.Store);
        _listener.Start();
        var places = Enumerable.Range(0, 9).Select(i => harness.Put("T", 0, $"m{i}").PhysicalOffset).ToArray();
        await harness.RestartAsync(clean: true, () =>
        {
            StoreFault.Flip(harness.LogFile(0), places[2] + 4, 0xFF);
            StoreFault.Flip(harness.LogFile(0), places[5] + 4, 0xFF);
        });

        harness.ReadAll("T", 0).Count.ShouldBe(7);
        harness.ReadAll("T", 0).Count.ShouldBe(7);

        Of(harness, StoreInstruments.DamagedPlaces).ShouldBe([(1, null), (1, null)]);
    }

    private static async Task FailAsync(StoreHarness harness, int failures)
    {
        while (harness.Store.DispatchFailures < failures)
        {
            await harness.Clock.WaitForTimersAsync(1);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }

    // Other tests measure too: only the own folder counts.
    private IEnumerable<(double Value, string? Status)> Of(StoreHarness harness, string name) =>
        from each in _seen
        where each.Name == name && (string?)each.Tags[0].Value == harness.Folder
        select (each.Value, (string?)each.Tags.ElementAtOrDefault(1).Value);

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _seen.Enqueue((instrument.Name, value, tags.ToArray()));
}
