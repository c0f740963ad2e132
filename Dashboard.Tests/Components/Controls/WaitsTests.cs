using Dashboard.Components.Controls;
using Dashboard.Tests.Languages;
using Engine.Admin.Statistics;

namespace Dashboard.Tests.Components.Controls;

public sealed class WaitsTests
{
    [Theory]
    [InlineData(0L, 0.0, 0.0, 0L, 0.0, "—")]
    [InlineData(10L, 0.0, 100.0, 50L, 0.1, "<1 s")]
    [InlineData(620L, 0.0, 10.0, 50L, 19.4, "19 s")]
    [InlineData(620L, 0.0, 10.0, 50L, 57.6, "1 m 00 s")]
    [InlineData(620L, 0.0, 10.0, 50L, 62.0, "1 m 00 s")]
    [InlineData(620L, 0.0, 10.0, 50L, 124.0, "2 m 00 s")]
    [InlineData(620L, 0.0, 10.0, 50L, 659.0, "11 m")]
    [InlineData(620L, 0.0, 10.0, 50L, 3599.0, "1 h 00 m")]
    [InlineData(5L, 1e-300, 2e-300, 50L, 1e300, "3650 d 00 h")]
    [InlineData(99L, 5.0, 5.0, 10_000L, null, "—")]
    [InlineData(100L, 5.0, 5.0, 50L, null, "never")]
    [InlineData(1L, 5.0, 5.0, 10_001L, null, "never")]
    [InlineData(100L, null, 5.0, 50L, null, "—")]
    [InlineData(null, 5.0, 5.0, null, null, "—")]
    public void Eta_Motion_ReadsAsPeopleSayIt(long? lag, double? produced, double? consumed, long? timeLag, double? eta, string text) =>
        Waits.Eta(Speaking.English, new QueueMotion(lag, produced, consumed, null, timeLag, eta)).ShouldBe(text);

    [Fact]
    public void Eta_SumOfLittleLagsThatAreFine_IsNotNever()
    {
        QueueMotion group = new(160, 5, 5, null, 50, null, QueueVerdict.Fine);

        Waits.Eta(Speaking.English, group).ShouldBe("—");
        Waits.EtaTitle(Speaking.English, group).ShouldBe("What waits is little, or does not shrink at the moment.");
    }

    [Fact]
    public void Titles_UnknownFigures_TellTheCause()
    {
        Waits.TimeLag(new Display(), null).ShouldBe("—");
        Waits.TimeLag(new Display(), 4200).ShouldBe("4.2 s");
        Waits.TimeLagTitle(Speaking.English, null, null).ShouldBe("Unknown as the lag is.");
        Waits.TimeLagTitle(Speaking.English, 5, null).ShouldBe("The store time of the next message is unknown.");
        Waits.TimeLagTitle(Speaking.English, 5, 1).ShouldBeNull();
        Waits.EtaTitle(Speaking.English, new QueueMotion(null, 1, 1)).ShouldBe("Unknown as the lag is.");
        Waits.EtaTitle(Speaking.English, new QueueMotion(500, null, 1))
            .ShouldBe("Known after two samples at least 1 s apart.");
        Waits.EtaTitle(Speaking.English, new QueueMotion(500, 1, 1)).ShouldBe("The lag does not shrink at the moment.");
        Waits.EtaTitle(Speaking.English, new QueueMotion(5, 1, 2)).ShouldBe("Only a few messages wait, and not for long.");
        Waits.EtaTitle(Speaking.English, new QueueMotion(0, 1, 2, EtaSeconds: 0)).ShouldBe("Everything is consumed.");
        Waits.EtaTitle(Speaking.English, new QueueMotion(500, 1, 2, EtaSeconds: 5)).ShouldBeNull();
    }
}
