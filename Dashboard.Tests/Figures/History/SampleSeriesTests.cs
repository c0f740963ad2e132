using Dashboard.Figures.History;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Figures.Sampling;

namespace Dashboard.Tests.Figures.History;

/// <summary>Which series a sample of a cluster has.</summary>
public sealed class SampleSeriesTests : SamplerTest
{
    [Fact]
    public async Task Of_Sample_HasTotalsAndQueues()
    {
        await StartSweepsAsync();

        var series = SampleSeries.Of(Sampler.Latest!).ToDictionary();

        series[SeriesName.OfCluster(Cluster)].Lag.ShouldBe(6);
        series[SeriesName.OfGroup(Cluster, "g")].Lag.ShouldBe(6);
        series[new SeriesName(Cluster, "g", "orders", "broker-a", 0)].ShouldBe(new HistoryValues(6, 10, 4, null, null));
        series[SeriesName.OfTopic(Cluster, "orders")].ShouldBe(new HistoryValues(6, 10, null, null, null));
    }

    [Fact]
    public async Task Of_GroupThatNeverCommitted_HasNoLagInsteadOfZero()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, null)));
        await StartSweepsAsync();

        var series = SampleSeries.Of(Sampler.Latest!).ToDictionary();

        series[SeriesName.OfGroup(Cluster, "g")].Lag.ShouldBeNull();
        series[new SeriesName(Cluster, "g", "orders", "broker-a", 0)].ShouldBe(new HistoryValues(null, 10, null, null, null));
    }

    [Fact]
    public async Task Of_BrokerThatDoesNotAnswer_SaysNothingOfItsQueuesNorOfTotals()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(20, 5, "broker-b")));
        await StartSweepsAsync();
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4)));
        Gateway.Unreachable = ["broker-b"];

        var series = SampleSeries.Of(await NextSweepAsync()).ToDictionary();

        series.Keys.ShouldBe([new SeriesName(Cluster, "g", "orders", "broker-a", 0)]);
    }
}
