using System.ComponentModel.DataAnnotations;
using Dashboard.Api.Problems;
using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>A stored message for a member of a group; without clientId any member that can get it.</summary>
internal sealed record ConsumeContract(
    [property: Required] MessageNameContract? Message = null, string? ClientId = null, string? Reason = null)
{
    public StoredPlace ToPlace()
    {
        ReasonRule.Require(Reason);
        return Message?.ToPlace("message")
            ?? throw new InvalidBodyException("message", "'message' is missing; name it by topic, broker, queueId and offset");
    }
}
