using Engine.Protocol.Messages;

namespace Engine.Admin;

/// <summary>Refuses names that are illegal or RocketMQ's own before anything is asked.</summary>
internal static class AdminNames
{
    public static void RequireTopic(string? topic, string field = "topic") => Require(TopicNames.Check(topic), field);

    public static void RequireGroup(string? group, string field = "group") => Require(GroupNames.Check(group), field);

    /// <summary>A legal topic that an operator may change.</summary>
    public static void RequireOwnTopic(string topic, string field = "topic")
    {
        RequireTopic(topic, field);
        Require(TopicNames.IsSystem(topic) ? $"The topic {topic} is RocketMQ's own and cannot be changed." : null, field);
    }

    /// <summary>A legal group that an operator may change.</summary>
    public static void RequireOwnGroup(string group, string field = "group")
    {
        RequireGroup(group, field);
        Require(GroupNames.IsSystem(group) ? $"The group {group} is RocketMQ's own and cannot be changed." : null, field);
    }

    /// <summary>A group that an operator may make.</summary>
    public static void RequireNewGroup(string group, string field = "group")
    {
        Require(GroupNames.CheckNew(group), field);
        RequireOwnGroup(group, field);
    }

    private static void Require(string? broken, string field)
    {
        if (broken is not null)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, broken) { Field = field };
        }
    }
}
