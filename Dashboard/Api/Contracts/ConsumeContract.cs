using System.ComponentModel.DataAnnotations;
using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>A stored message for a member of a group; without clientId any member that can get it.</summary>
internal sealed record ConsumeContract(
    [property: Required] string? Topic = null,
    [property: Required] string? Broker = null,
    [property: Required] int? QueueId = null,
    [property: Required] long? Offset = null,
    string? ClientId = null,
    string? Reason = null)
{
    public StoredPlace ToPlace()
    {
        ReasonRule.Require(Reason);
        return new MessageNameContract(Topic, Broker, QueueId, Offset).ToPlace(null);
    }
}
