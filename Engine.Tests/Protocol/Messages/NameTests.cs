using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Messages;

public sealed class NameTests
{
    [Theory]
    [InlineData("Orders-1_%|x", null)]
    [InlineData("", "The topic name must not be blank.")]
    [InlineData(null, "The topic name must not be blank.")]
    [InlineData("a b", "The topic name 'a b' contains ' '; only letters, digits and the characters % | - _ are allowed.")]
    [InlineData("a.b", "The topic name 'a.b' contains '.'; only letters, digits and the characters % | - _ are allowed.")]
    public void Check_Topic_SaysTheRuleBroken(string? topic, string? expected) => TopicNames.Check(topic).ShouldBe(expected);

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public void Check_TopicLength_EndsAt127(int length, bool isLegal) =>
        (TopicNames.Check(new string('x', length)) is null).ShouldBe(isLegal);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Check_GroupLength_EndsAt255(int length, bool isLegal) =>
        (GroupNames.Check(new string('x', length)) is null).ShouldBe(isLegal);

    [Fact]
    public void GroupOf_RetryAndDeadLetterTopics_IsTheGroup()
    {
        TopicNames.GroupOf(TopicNames.Retry("g")).ShouldBe("g");
        TopicNames.GroupOf(TopicNames.DeadLetter("g")).ShouldBe("g");
        TopicNames.GroupOf("g").ShouldBeNull();
    }

    [Theory]
    [InlineData("TBW102", true, false)]
    [InlineData("SCHEDULE_TOPIC_XXXX", true, true)]
    [InlineData("rmq_sys_wheel_timer", true, false)]
    [InlineData("Orders", false, false)]
    public void SystemTopics_AreKnown(string topic, bool isSystem, bool isClosed)
    {
        TopicNames.IsSystem(topic).ShouldBe(isSystem);
        TopicNames.IsSendingForbidden(topic).ShouldBe(isClosed);
    }
}
