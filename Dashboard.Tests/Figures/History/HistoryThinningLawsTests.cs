using Dashboard.Figures.History;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Tests.Figures.History;

/// <summary>Fewer points tell of the same lag.</summary>
public sealed class HistoryThinningLawsTests
{
    private static readonly DateTimeOffset From = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddMinutes(15);

    [Fact]
    public void Of_AnyPoints_KeepsCountOrderAndTheHighestLag() => Prop.ForAll<int[], byte>((seconds, number) =>
    {
        var points = Points(seconds);
        var count = (number % 200) + 1;

        var thin = HistoryThinning.Of(points, From, To, count);

        thin.Count.ShouldBe(count);
        thin.Select(point => point.At).ShouldBeInOrder(SortDirection.Ascending);
        thin.Max(point => point.Values.Lag).ShouldBe(points.Where(IsWithin).Max(point => point.Values.Lag));
        thin.Count(point => point.Values.Lag is not null)
            .ShouldBeLessThanOrEqualTo(points.Count(point => IsWithin(point) && point.Values.Lag is not null));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_EachPoint_CountsInTheBucketItLiesIn() => Prop.ForAll<int>(second =>
    {
        var at = From.AddSeconds(((second % 900) + 900) % 900);

        var thin = HistoryThinning.Of([new(at, new(7, null, null, null, null))], From, To, 60);

        var bucket = thin.Single(point => point.Values.Lag is not null);
        bucket.At.ShouldBeLessThanOrEqualTo(at);
        (at - bucket.At).ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_Rates_AreMeansOfTheKnown()
    {
        HistoryPoint[] points =
        [
            new(From, HistoryValues.Of(1, 10, 9, 10, null)),
            new(From.AddSeconds(1), HistoryValues.Of(5, 20, 15, 20, null)),
            new(From.AddSeconds(2), HistoryValues.Of(null, 30, null, null, null)),
        ];

        var values = HistoryThinning.Of(points, From, To, 15)[0].Values;

        values.ShouldBe(HistoryValues.Of(5, 30, null, 15, null));
    }

    private static bool IsWithin(HistoryPoint point) => point.At >= From && point.At < To;

    private static List<HistoryPoint> Points(int[]? seconds) =>
    [
        .. (seconds ?? []).Order().Select(second => new HistoryPoint(
            From.AddSeconds(second % 2000), new(second % 5 == 0 ? null : Math.Abs((long)second), null, null, null, null))),
    ];
}
