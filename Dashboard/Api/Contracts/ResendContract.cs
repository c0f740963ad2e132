using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Dashboard.Api.Problems;
using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>Messages to send to a group again, 1 to 200.</summary>
internal sealed record ResendContract(
    [property: Required] IReadOnlyList<MessageNameContract>? Messages = null, string? Reason = null)
{
    public IReadOnlyList<StoredPlace> ToPlaces()
    {
        ReasonRule.Require(Reason);
        var messages = Messages
            ?? throw new InvalidBodyException("messages", "'messages' is missing; name each by topic, broker, queueId and offset");
        return [.. messages.Select((one, index) => one.ToPlace(string.Create(CultureInfo.InvariantCulture, $"messages[{index}]")))];
    }
}
