using Engine.Protocol;
using Engine.Store;

namespace Engine.Broker.Pulling;

/// <summary>Whether a pull is allowed, and which messages it wants.</summary>
/// <param name="Refusal">The answer of a pull that is not allowed.</param>
/// <param name="Filter">Null lets every message through.</param>
internal readonly record struct PullAdmission(RemotingCommand? Refusal, IMessageFilter? Filter);
