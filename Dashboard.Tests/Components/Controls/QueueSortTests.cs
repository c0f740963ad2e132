using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;

namespace Dashboard.Tests.Components.Controls;

public sealed class QueueSortTests
{
    private static readonly QueueRow[] Some =
    [
        Rows.Queue(0, 10, 5),
        Rows.Queue(1, 90, 50) with { Verdict = "stalled" },
        Rows.Queue(2, 20, null),
        Rows.Queue(0, 100, 1, topic: "payments") with { Verdict = "behind" },
        Rows.Queue(1, 7, 7, topic: "payments"),
    ];

    [Theory]
    [InlineData("", "o0 o1 o2 p0 p1")]
    [InlineData("sort=queue&dir=desc", "p1 p0 o2 o1 o0")]
    [InlineData("sort=lag&dir=desc", "p0 p1 o1 o0 o2")]
    [InlineData("sort=lag&dir=asc", "o2 o0 o1 p1 p0")]
    [InlineData("sort=brokerOffset&dir=desc", "o1 o2 o0 p0 p1")]
    [InlineData("sort=consumerOffset&dir=desc", "p1 p0 o1 o0 o2")]
    [InlineData("sort=verdict&dir=desc", "o1 o0 o2 p0 p1")]
    [InlineData("sort=nothing&dir=desc", "o0 o1 o2 p0 p1")]
    public void Apply_Address_SortsTopicsByTheirTotalsAndQueuesWithinThem(string query, string expected) =>
        QueueSort.Of($"http://localhost/g?{query}").Apply(Some).Select(row => $"{row.Topic[0]}{row.QueueId}")
            .ShouldBe(expected.Split(' '));

    [Fact]
    public void By_SameColumnAgain_TurnsTheOrder()
    {
        var byLag = QueueSort.Start.By(QueueSort.ByLag);

        byLag.ShouldBe(new QueueSort(QueueSort.ByLag, true));
        byLag.By(QueueSort.ByLag).ShouldBe(new QueueSort(QueueSort.ByLag, false));
        byLag.By(QueueSort.ByQueue).ShouldBe(QueueSort.Start);
        QueueSort.Start.By(QueueSort.ByQueue).ShouldBe(new QueueSort(QueueSort.ByQueue, true));
    }

    [Fact]
    public void Pairs_OrderOfTheBeginning_AreNone()
    {
        QueueSort.Start.Pairs().ShouldBeEmpty();
        new QueueSort(QueueSort.ByVerdict, false).Pairs().ShouldBe([("sort", "verdict"), ("dir", "asc")]);
    }

    [Fact]
    public void Grouped_TopicThatCameApart_StandsTogetherAgain() =>
        QueueSort.Grouped([Some[3], Some[0], Some[4]]).ShouldBe([Some[3], Some[4], Some[0]]);
}
