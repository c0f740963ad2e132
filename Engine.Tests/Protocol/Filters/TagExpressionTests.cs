using Engine.Broker.Pulling;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Filters;

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
    public void Parse_SameTagOrHashTwice_CountsOnce()
    {
        var subscription = TagExpression.Parse("TopicA", "Aa || BB || Aa", 7).ShouldNotBeNull();

        (subscription.SubVersion, subscription.SubString).ShouldBe((7L, "Aa || BB || Aa"));
        subscription.TagsSet.ShouldBe(["Aa", "BB"]);
        subscription.CodeSet.ShouldBe([(int)TagCode.Of("Aa")]);
    }

    [Theory]
    [InlineData("Aa", "Aa", true)]
    [InlineData("Aa", "BB", false)]
    [InlineData("Aa || BB", "BB", true)]
    [InlineData("Aa", null, false)]
    [InlineData("*", null, true)]
    [Trait("Behaviour", "C7")]
    public void Accepts_TagsWithEqualHashes_TellsThemApart(string expression, string? tag, bool expected) =>
        TagExpression.Accepts(TagExpression.Parse("TopicA", expression)!, tag).ShouldBe(expected);

    [Fact]
    public void Parse_NoTag_IsRefused() => TagExpression.Parse("TopicA", " || ").ShouldBeNull();
}
