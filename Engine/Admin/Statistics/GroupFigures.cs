using System.Collections.Frozen;
using Engine.Admin.Groups;
using Engine.Admin.Replication;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>One group over all brokers at one moment.</summary>
/// <param name="Group">Group name.</param>
/// <param name="SwitchedOffOn">Names of the brokers that have it switched off, in ordinal order; empty when none has.</param>
/// <param name="Model">Clustering or broadcasting.</param>
/// <param name="Type">Push or pull; null when offline.</param>
/// <param name="MembersChangedAt">Last change of members that a broker saw; null when none.</param>
/// <param name="Members">Online members, by client id.</param>
/// <param name="Queues">By topic (retry topic last), broker and queue id.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record GroupFigures(
    string Group,
    IReadOnlyList<string> SwitchedOffOn,
    MessageModel Model,
    ConsumeType? Type,
    DateTimeOffset? MembersChangedAt,
    IReadOnlyList<GroupMemberView> Members,
    IReadOnlyList<QueueFigures> Queues,
    DateTimeOffset SampledAt)
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];

    /// <summary>Topics that online members subscribe, as their brokers heard last; empty when none does or no broker says.</summary>
    public IReadOnlySet<string> SubscribedTopics { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether the queue's own broker has the group switched off.</summary>
    public bool IsSwitchedOff(QueueFigures queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return SwitchedOffOn.Contains(queue.Queue.BrokerName, StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether the members have given the queue's topic up: they subscribe others, and none has pulled this queue within the last 60 s.
    /// Who pulls without a subscription still reads the queue.
    /// </summary>
    public bool IsGivenUp(QueueFigures queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Members.Count > 0 && SubscribedTopics.Count > 0 && !SubscribedTopics.Contains(queue.Queue.Topic)
            && (queue.Owner is null || SampledAt - queue.LastPulledAt > QueueVerdictRule.Window);
    }
}
