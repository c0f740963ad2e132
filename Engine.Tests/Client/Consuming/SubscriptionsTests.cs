using Engine.Client.Consuming;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming;

public sealed class SubscriptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    public void Parse_All_HasNoTags(string? expression)
    {
        var data = Subscriptions.Parse("T", expression, 7);

        data.SubString.ShouldBe("*");
        data.TagsSet.ShouldBeEmpty();
        data.SubVersion.ShouldBe(7);
    }

    [Fact]
    public void Parse_Tags_TrimsAndHashesThem()
    {
        var data = Subscriptions.Parse("T", " TagA ||TagB|| ", 7);

        data.SubString.ShouldBe(" TagA ||TagB|| ");
        data.TagsSet.ShouldBe(["TagA", "TagB"]);
        data.CodeSet.ShouldBe([(int)TagCode.Of("TagA"), (int)TagCode.Of("TagB")]);
    }

    [Fact]
    public void Parse_NoTag_IsRefused() => Should.Throw<ArgumentException>(() => Subscriptions.Parse("T", "||", 7));

    [Theory]
    [InlineData("Aa", "Aa", true)]
    [InlineData("Aa", "BB", false)]
    [InlineData("Aa||BB", "BB", true)]
    [InlineData("Aa", null, false)]
    [InlineData("*", null, true)]
    [Trait("Behaviour", "C7")]
    public void Accepts_TagsWithEqualHashes_TellsThemApart(string expression, string? tag, bool expected)
    {
        TagCode.Of("Aa").ShouldBe(TagCode.Of("BB"));
        var properties = tag is null ? [] : new Dictionary<string, string> { [MessageProperties.Tags] = tag };

        Subscriptions.Accepts(Subscriptions.Parse("T", expression, 0), new MessageExt { Topic = "T", Properties = properties })
            .ShouldBe(expected);
    }

    [Fact]
    public void Touch_SameMillisecond_StillGrows()
    {
        var table = NewTable(MessageModel.Clustering);
        var before = table.Find("T")!.SubVersion;

        table.Touch("T");

        table.Find("T")!.SubVersion.ShouldBeGreaterThan(before);
        table.Topics.Order().ShouldBe(["%RETRY%g", "T"]);
    }

    [Fact]
    [Trait("Behaviour", "D6")]
    public void Topics_Clustering_IncludeTheRetryTopic()
    {
        NewTable(MessageModel.Clustering).Topics.ShouldBe(["T", "%RETRY%g"], ignoreOrder: true);

        NewTable(MessageModel.Broadcasting).Topics.ShouldBe(["T"]);
    }

    private static SubscriptionTable NewTable(MessageModel model) => new(
        new PushConsumerOptions { Group = "g", Subscriptions = new Dictionary<string, string> { ["T"] = "*" }, MessageModel = model },
        new FakeTimeProvider());
}
