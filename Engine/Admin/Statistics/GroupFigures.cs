using Engine.Admin.Groups;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>One group over all brokers at one moment.</summary>
/// <param name="Group">Group name.</param>
/// <param name="Enabled">False when a broker has it switched off.</param>
/// <param name="Model">Clustering or broadcasting.</param>
/// <param name="Type">Push or pull; null when offline.</param>
/// <param name="MembersChangedAt">Last change of members that a broker saw; null when none.</param>
/// <param name="Members">Online members, by client id.</param>
/// <param name="Queues">By topic (retry topic last), broker and queue id.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record GroupFigures(
    string Group,
    bool Enabled,
    MessageModel Model,
    ConsumeType? Type,
    DateTimeOffset? MembersChangedAt,
    IReadOnlyList<GroupMemberView> Members,
    IReadOnlyList<QueueFigures> Queues,
    DateTimeOffset SampledAt);
