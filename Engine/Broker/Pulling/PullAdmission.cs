using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>Whether a pull is allowed, and which messages it wants.</summary>
/// <param name="Refusal">The answer of a pull that is not allowed.</param>
/// <param name="Filter">Null lets every message through.</param>
/// <param name="Group">Settings of the group that pulls; null when it is refused.</param>
internal readonly record struct PullAdmission(RemotingCommand? Refusal, IMessageFilter? Filter, SubscriptionGroupConfig? Group = null);
