using Engine.Protocol;

namespace Engine.Remoting.Inbound;

/// <summary>Takes every inbound request of a node to its handler and its answer back (B1).</summary>
internal interface IDispatcher
{
    /// <summary>
    /// The answer to a request, or null for a one-way request. Never throws: an unknown code, a full lane and an exception of a
    /// handler become answers.
    /// </summary>
    ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken);
}
