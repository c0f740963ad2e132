using Engine.Admin.Members;

namespace Dashboard.Api.Contracts;

/// <summary>A client in one consumer group; without running information, problem says why.</summary>
internal sealed record MembershipContract(
    string Group, IReadOnlyList<SubscribedTopic> Subscriptions, RunningInfoContract? Running, string? Problem)
{
    public static MembershipContract Of(ClientMembership membership) => new(
        membership.Group,
        membership.Subscriptions,
        membership.Running is { } running ? RunningInfoContract.Of(running) : null,
        membership.Problem);
}
