using Engine.Broker.Pulling;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Pulling;

public sealed class TagExpressionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    public void Parse_Everything_LetsEveryMessageThrough(string? expression)
    {
        var subscription = TagExpression.Parse("TopicA", expression).ShouldNotBeNull();

        subscription.SubString.ShouldBe("*");
        TagFilter.For(subscription).ShouldBeNull();
    }

    [Fact]
    public void Parse_Tags_AreTrimmedAndHashed()
    {
        var subscription = TagExpression.Parse("TopicA", " TagA || TagB||").ShouldNotBeNull();

        subscription.TagsSet.ShouldBe(["TagA", "TagB"]);
        var filter = TagFilter.For(subscription).ShouldNotBeNull();
        filter.Matches(TagCode.Of("TagA")).ShouldBeTrue();
        filter.Matches(TagCode.Of("TagB")).ShouldBeTrue();
        filter.Matches(TagCode.Of("TagC")).ShouldBeFalse();
        filter.Matches(0).ShouldBeFalse();
    }

    [Fact]
    public void Parse_NoTag_IsRefused() => TagExpression.Parse("TopicA", " || ").ShouldBeNull();
}
