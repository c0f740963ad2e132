using Engine.Store;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

/// <summary>Store times only grow, so a senseless one of the newest message must not be given to all that follow.</summary>
public sealed class BentTimeTests
{
    private const int HourMs = 60 * 60 * 1000;

    // The third byte of the store time in a record with IPv4 addresses.
    private const int StoreTimeByte = 56 + 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Append_NewestStoreTimeBentIntoTheFuture_DoesNotGoBackAndSaysSo(bool clean)
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "first");
        var newest = harness.Put("T", 0, "newest");

        await harness.RestartAsync(clean, () => StoreFault.Flip(harness.LogFile(0), newest.PhysicalOffset + StoreTimeByte, 0x80));

        harness.Store.GetStoreTime("T", 0, 1).ShouldBeGreaterThan(harness.Now + HourMs);
        harness.Put("T", 0, "next").StoreTimestamp.ShouldBe(harness.Store.GetStoreTime("T", 0, 1));
        harness.Log.Lines.ShouldContain(line => line.StartsWith("Warning: The newest message of", StringComparison.Ordinal));
        harness.ReadAll("T", 0).ShouldBe(["first", "newest", "next"]);
    }

    [Theory]
    [InlineData(HourMs, false)]
    [InlineData(HourMs + 1, true)]
    public async Task Append_ClockWasSetBack_KeepsTheNewestTimeAndWarnsAboveAnHour(int backMs, bool isWarned)
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Clock.Advance(TimeSpan.FromMilliseconds(backMs));
        var newest = harness.Put("T", 0, "newest");
        await harness.Store.StopAsync(CancellationToken.None);

        await using var store = new MessageStore(harness.Options, new FakeTimeProvider(), null, harness.Log);
        await store.StartAsync(CancellationToken.None);

        store.Append(StoreHarness.Message("T", 0, "next")).StoreTimestamp.ShouldBe(newest.StoreTimestamp);
        harness.Log.Lines.Any(line => line.StartsWith("Warning: The newest message of", StringComparison.Ordinal)).ShouldBe(isWarned);
    }
}
