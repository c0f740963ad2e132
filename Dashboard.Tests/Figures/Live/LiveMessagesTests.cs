using System.Text.Json;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Clusters;
using Engine.Tests.Time;

namespace Dashboard.Tests.Figures.Live;

public sealed class LiveMessagesTests
{
    private const long Beyond53Bits = 9_007_199_254_740_993;

    private readonly FigureBook _book = new("embedded");
    private long _ticket;

    [Fact]
    public void Group_First_IsEverything()
    {
        var message = LiveMessages.Group(null, Group(Sample.Queue(10, 4), Sample.Queue(5, null, queueId: 1)));

        message.Method.ShouldBe("groupSnapshot");
        var json = LivePayload.Of(message.Payload, longsAsText: false);
        json.GetProperty("rows").GetArrayLength().ShouldBe(2);
        var second = json.GetProperty("rows")[1];
        second.GetProperty("consumerOffset").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("lag").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("totals").GetProperty("lag").GetInt64().ShouldBe(6);
        json.GetProperty("totals").GetProperty("lagUnknownQueues").GetInt32().ShouldBe(1);
        json.GetProperty("sampledAt").GetDateTimeOffset().ShouldBe(FakeTimeProvider.DefaultStart.AddSeconds(1));
    }

    [Fact]
    public void Group_Later_IsOnlyWhatChanged()
    {
        var before = Group(Sample.Queue(10, 4), Sample.Queue(5, 5, queueId: 1), Sample.Queue(1, 1, queueId: 2));
        var now = Group(Sample.Queue(10, 4), Sample.Queue(6, 5, queueId: 1));

        var json = LivePayload.Of(LiveMessages.Group(before, now).Payload, longsAsText: false);

        // Rates of the unchanged queue went from unknown to 0, so they count as changed once.
        json.GetProperty("changedRows").EnumerateArray().Select(row => row.GetProperty("queueId").GetInt32()).ShouldBe([0, 1]);
        json.GetProperty("removedRows")[0].GetProperty("queueId").GetInt32().ShouldBe(2);
        json.GetProperty("totals").GetProperty("lag").GetInt64().ShouldBe(7);
    }

    [Fact]
    public void Group_NothingChanged_HasNoRowsAndTheNewTime()
    {
        var before = Group(Sample.Queue(10, 4));
        before = Group(Sample.Queue(10, 4));
        var now = Group(Sample.Queue(10, 4));

        var message = LiveMessages.Group(before, now);
        var json = LivePayload.Of(message.Payload, longsAsText: false);

        message.Method.ShouldBe("groupChanged");
        json.GetProperty("changedRows").GetArrayLength().ShouldBe(0);
        json.GetProperty("sampledAt").GetDateTimeOffset().ShouldBe(before.SampledAt.AddSeconds(1));
    }

    [Fact]
    public void Of_LongsAsText_WritesDecimalStringsAndLeavesNull()
    {
        var message = LiveMessages.Group(null, Group(Sample.Queue(Beyond53Bits, null)));

        var row = LivePayload.Of(message.Payload, longsAsText: true).GetProperty("rows")[0];

        row.GetProperty("brokerOffset").GetString().ShouldBe("9007199254740993");
        row.GetProperty("consumerOffset").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("queueId").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void Of_Numbers_KeepAll64Bits()
    {
        var message = LiveMessages.Group(null, Group(Sample.Queue(long.MaxValue, 0)));

        var row = LivePayload.Of(message.Payload, longsAsText: false).GetProperty("rows")[0];

        row.GetProperty("brokerOffset").GetRawText().ShouldBe("9223372036854775807");
    }

    [Theory]
    [InlineData(3, 3.4, 0)]
    [InlineData(3, 4.4, 1)]
    [InlineData(60, 62, 0)]
    [InlineData(64, 65, 1)]
    [InlineData(601, 650, 0)]
    [InlineData(650, 661, 1)]
    public void Group_OnlyTheTimeLagGrew_IsSentInSteps(double before, double after, int sent)
    {
        var waiting = Sample.Queue(1000, 950);
        var start = FakeTimeProvider.DefaultStart.AddDays(1);
        _ = Write(waiting, start.AddSeconds(-1), 0);

        var message = LiveMessages.Group(Write(waiting, start, before), Write(waiting, start.AddSeconds(1), after));

        LivePayload.Of(message.Payload, longsAsText: false).GetProperty("changedRows").GetArrayLength().ShouldBe(sent);

        GroupSnapshot Write(Engine.Admin.Statistics.QueueFigures queue, DateTimeOffset at, double timeLag) => _book.Write(
            Sample.Group("g", queue with { NextStoredAt = at.AddSeconds(-timeLag) }) with { SampledAt = at },
            "push",
            new Ticket(++_ticket, 0));
    }

    [Fact]
    public void Group_First_CarriesVerdictInFlightAndTimes()
    {
        var queue = Sample.Queue(500, 100) with { PulledOffset = 132, NextStoredAt = FakeTimeProvider.DefaultStart.AddSeconds(-29) };

        var json = LivePayload.Of(LiveMessages.Group(null, Group(queue)).Payload, longsAsText: false);

        var row = json.GetProperty("rows")[0];
        row.GetProperty("inFlight").GetInt64().ShouldBe(32);
        row.GetProperty("timeLagMs").GetInt64().ShouldBe(30_000);
        row.GetProperty("etaSeconds").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("verdict").GetString().ShouldBe("unknown");
        row.GetProperty("verdictText").GetString().ShouldStartWith("Watched for 0 s only");
        json.GetProperty("totals").GetProperty("timeLagMs").GetInt64().ShouldBe(30_000);
        json.GetProperty("totals").GetProperty("inFlight").GetInt64().ShouldBe(32);
        json.GetProperty("totals").GetProperty("verdict").GetString().ShouldBe("unknown");
    }

    private GroupSnapshot Group(params Engine.Admin.Statistics.QueueFigures[] queues)
    {
        _ticket++;
        var figures = Sample.Group("g", queues) with { SampledAt = FakeTimeProvider.DefaultStart.AddSeconds(_ticket) };
        return _book.Write(figures, "push", new Ticket(_ticket, 0));
    }
}
