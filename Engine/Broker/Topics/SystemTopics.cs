using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Broker.Topics;

/// <summary>The topics a broker makes by itself and those that nobody may create or delete. Mirrors TopicConfigManager.</summary>
internal sealed class SystemTopics(BrokerOptions options)
{
    private const int BenchmarkQueues = 1024;
    private const int ClusterQueues = 16;
    private const int DelayLevels = 18;

    private string ReplyTopic { get; } = TopicNames.Reply(options.ClusterName);

    /// <summary>What 4.9.8 makes at start.</summary>
    public IEnumerable<TopicConfig> AtStart()
    {
        if (options.AutoCreateTopic)
        {
            yield return Make(
                TopicNames.AutoCreateTemplate, options.DefaultTopicQueueNums, TopicPerm.ReadWrite | TopicPerm.Inherit);
        }

        yield return Make(TopicNames.SelfTest, 1);
        yield return Make(TopicNames.Benchmark, BenchmarkQueues);
        yield return Make(options.ClusterName, ClusterQueues, TopicPerm.ReadWrite | TopicPerm.Inherit);
        yield return Make(options.BrokerName, 1, TopicPerm.ReadWrite | TopicPerm.Inherit);
        yield return Make(TopicNames.OffsetMovedEvent, 1);
        yield return Make(TopicNames.Schedule, DelayLevels);
        yield return Make(ReplyTopic, 1);
    }

    /// <summary>Every topic that is protected by its name, in ordinal order.</summary>
    public IReadOnlyList<string> Names =>
        [.. TopicNames.AllSystem.Append(options.ClusterName).Append(options.BrokerName).Append(ReplyTopic).Order(StringComparer.Ordinal)];

    public bool IsProtected(string topic) =>
        TopicNames.IsSystem(topic) || topic == options.ClusterName || topic == options.BrokerName || topic == ReplyTopic;

    private static TopicConfig Make(string name, int queues, int perm = TopicPerm.ReadWrite) =>
        new() { TopicName = name, ReadQueueNums = queues, WriteQueueNums = queues, Perm = perm };
}
