using Engine.Broker.Topics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Topics;

[Trait("Behaviour", "B6")]
public sealed class TopicAutoCreationTests
{
    private static readonly TopicConfig Template =
        new() { TopicName = TopicNames.AutoCreateTemplate, ReadQueueNums = 8, WriteQueueNums = 8, Perm = 7 };

    [Theory]
    [InlineData(4, 8, 4)]
    [InlineData(16, 8, 8)]
    [InlineData(8, 8, 8)]
    [InlineData(-1, 8, 0)]
    public void Decide_Queues_AreLimitedByTheTemplate(int asked, int template, int expected)
    {
        var header = BrokerClient.Send("TopicB") with { DefaultTopicQueueNums = asked };

        var topic = TopicAutoCreation.Decide(header, Template with { WriteQueueNums = template }, isEnabled: true).ShouldNotBeNull();

        (topic.ReadQueueNums, topic.WriteQueueNums, topic.Perm).ShouldBe((expected, expected, 6));
    }

    [Theory]
    [InlineData(7, 6)]
    [InlineData(5, 4)]
    [InlineData(3, 2)]
    public void Decide_Perm_IsTheTemplatesWithoutInherit(int template, int expected) =>
        TopicAutoCreation.Decide(BrokerClient.Send(), Template with { Perm = template }, true)!.Perm.ShouldBe(expected);

    [Fact]
    public void Decide_TemplateDoesNotInheritOrIsMissing_MakesNothing()
    {
        TopicAutoCreation.Decide(BrokerClient.Send(), Template with { Perm = 6 }, true).ShouldBeNull();
        TopicAutoCreation.Decide(BrokerClient.Send(), null, true).ShouldBeNull();
    }

    [Fact]
    public void Decide_SwitchedOff_OnlyAnotherTemplateWorks()
    {
        TopicAutoCreation.Decide(BrokerClient.Send(), Template, isEnabled: false).ShouldBeNull();
        TopicAutoCreation.Decide(BrokerClient.Send(), Template with { TopicName = "Mine" }, isEnabled: false).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("TopicB", false, 0)]
    [InlineData("TopicB", true, 1)]
    [InlineData("%RETRY%GroupA", true, 2)]
    public void Decide_UnitMode_IsTheSysFlag(string topic, bool unitMode, int expected) =>
        TopicAutoCreation.Decide(BrokerClient.Send(topic) with { UnitMode = unitMode }, Template, true)!.TopicSysFlag.ShouldBe(expected);

    [Fact]
    public void Decide_RetryTopicWithoutATemplate_GetsOneQueue()
    {
        var topic = TopicAutoCreation.Decide(BrokerClient.Send("%RETRY%GroupA"), null, isEnabled: false).ShouldNotBeNull();

        (topic.ReadQueueNums, topic.Perm).ShouldBe((1, 6));
    }
}
