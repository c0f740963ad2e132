using Dashboard.Components.Dialogs;
using Engine.Admin.Topics;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class TopicChangeFormTests
{
    private static readonly TopicChange None = new("orders");

    [Fact]
    public void ToChange_NothingTyped_IsNone()
    {
        var form = Form((4, 4, 6), (4, 4, 6));

        (form.Queues, form.WriteQueues, form.Perm).ShouldBe(("4", "4", "6"));
        form.ToChange("orders").ShouldBeNull();
        form.Queues = " 4 ";
        form.ToChange("orders").ShouldBeNull();
    }

    [Fact]
    public void ToChange_OtherQueues_WritesAsManyAsAreRead()
    {
        var form = Form((8, 4, 6));

        form.Queues = "2";

        form.WriteQueues.ShouldBe("2");
        form.ToChange("orders").ShouldBe(None with { Queues = 2 });
    }

    [Fact]
    public void ToChange_MoreQueuesAndWritingAsBefore_SaysBoth()
    {
        var form = Form((4, 4, 6));

        (form.Queues, form.WriteQueues) = ("8", "4");

        form.ToChange("orders").ShouldBe(None with { Queues = 8, WriteQueues = 4 });
    }

    [Fact]
    public void ToChange_BrokersDiffer_LeavesWhatIsNotTyped()
    {
        var form = Form((4, 4, 6), (8, 8, 7));

        (form.Queues, form.WriteQueues, form.Perm).ShouldBe(("", "", "6"));
        form.Perm = "4";

        form.ToChange("orders").ShouldBe(None with { Perm = 4 });
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1025")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("many")]
    public void Queues_OutOfBounds_AreWrong(string text)
    {
        var form = Form((4, 4, 6));

        form.Queues = text;

        form.IsQueuesWrong.ShouldBeTrue();
        form.ToChange("orders").ShouldBeNull();
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("1024", false)]
    public void Queues_AtTheBounds_AreRight(string text, bool isWrong)
    {
        var form = Form((4, 4, 6));

        form.Queues = text;

        form.IsQueuesWrong.ShouldBe(isWrong);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", false)]
    [InlineData("4", false)]
    [InlineData("5", true)]
    public void WriteQueues_MoreThanAreReadOnABroker_AreWrong(string text, bool isWrong)
    {
        var form = Form((4, 2, 6), (8, 8, 6));

        form.WriteQueues = text;

        form.IsWriteQueuesWrong.ShouldBe(isWrong);
    }

    [Fact]
    public void LetProducersLeave_FewerTyped_LowersWhatIsWrittenAlone()
    {
        var form = Form((4, 4, 6));
        form.Queues = "1";

        form.LetProducersLeave();

        form.Queues.ShouldBe("4");
        form.ToChange("orders").ShouldBe(None with { WriteQueues = 1 });
    }

    private static TopicChangeForm Form(params (int Read, int Write, int Perm)[] brokers) =>
        new([.. brokers.Select((one, index) => new TopicRoute($"broker-{index}", null, one.Read, one.Write, one.Perm))]);
}
