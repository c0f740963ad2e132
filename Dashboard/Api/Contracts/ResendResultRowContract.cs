using Engine.Admin.Resending;

namespace Dashboard.Api.Contracts;

/// <summary>What became of one message; copy is where its copy lies in the group's retry topic.</summary>
internal sealed record ResendResultRowContract(
    string Topic, string Broker, int QueueId, long Offset, string? MessageId, MessageNameContract? Copy, string? Error)
{
    public static ResendResultRowContract Of(ResendResult result) => new(
        result.Place.Queue.Topic,
        result.Place.Queue.BrokerName,
        result.Place.Queue.QueueId,
        result.Place.Offset,
        result.MessageId,
        result.Copy is { } copy ? MessageNameContract.Of(copy) : null,
        result.Error);
}
