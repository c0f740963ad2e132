using Dashboard.Components.Charts;
using Dashboard.Figures.History;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Components.Charts;

/// <summary>Colours of the heat map: none means no lag, a higher lag is never lighter.</summary>
public sealed class HeatGridLawsTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Step_HigherLag_IsNeverLighter() => Prop.ForAll<int, int, int>((one, other, highest) =>
    {
        var (low, high) = (Math.Min(Lag(one), Lag(other)), Math.Max(Lag(one), Lag(other)));
        var top = Math.Max(high, Lag(highest));

        HeatGrid.Step(low, top)!.Value.ShouldBeLessThanOrEqualTo(HeatGrid.Step(high, top)!.Value);
        HeatGrid.Step(high, top)!.Value.ShouldBeInRange(high == 0 ? 0 : 1, high == 0 ? 0 : HeatGrid.Darkest);
        HeatGrid.Step(top, top).ShouldBe(top == 0 ? 0 : HeatGrid.Darkest);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Upto_EachColour_IsTheHighestLagThatHasIt() => Prop.ForAll<int>(highest =>
    {
        var top = Lag(highest) + 1;
        for (var step = 0; step <= HeatGrid.Darkest; step++)
        {
            HeatGrid.Step(HeatGrid.Upto(step, top), top)!.Value.ShouldBeLessThanOrEqualTo(step);
            if (step < HeatGrid.Darkest)
                HeatGrid.Step(HeatGrid.Upto(step, top) + 1, top)!.Value.ShouldBeGreaterThan(step);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Step_Unknown_HasNoColour() => HeatGrid.Step(null, 100).ShouldBeNull();

    [Fact]
    public void Rows_MoreThanThereIsRoomFor_AreThoseWithTheHighestLagInTheirOrder()
    {
        var rows = HeatGrid.Rows([Queue(0, 5, 1), Queue(1, null, null), Queue(2, 9, 0), Queue(3, 2, 7)], most: 2);

        rows.Select(row => row.Queue.QueueId).ShouldBe([2, 3]);
        rows.Select(row => (row.Highest, row.HighestAt, row.Last)).ShouldBe([(9, Start, 0), (7, Start.AddMinutes(1), 7)]);
    }

    private static long Lag(int number) => Math.Abs((long)number) * (number % 3 == 0 ? 100_000 : 1);

    private static QueueHistory Queue(int queueId, params long?[] lags) => new("orders", "broker-a", queueId)
    {
        Points = [.. lags.Select((lag, index) =>
            new HistoryPoint(Start.AddMinutes(index), new HistoryValues(lag, null, null, null, null)))],
    };
}
