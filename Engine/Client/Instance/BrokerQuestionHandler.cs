using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.Client.Instance;

/// <summary>
/// What brokers ask a client in the name of an operator: how far a consumer is (221), what it does now (307), how it takes one message
/// (309). Mirrors ClientRemotingProcessor.
/// </summary>
internal sealed class BrokerQuestionHandler(InstanceMembers members) : IRequestHandler
{
    private static readonly HandlerLane Questions = new("client-questions", Parallelism: 4, Capacity: 1000);

    /// <summary>Each waits for the end of a listener call.</summary>
    private static readonly HandlerLane DirectCalls = new("client-direct-calls", Parallelism: 16, Capacity: 100);

    public IEnumerable<HandlerRegistration> Registrations() =>
    [
        new(RequestCode.GetConsumerStatusFromClient, this, Questions),
        new(RequestCode.GetConsumerRunningInfo, this, Questions),
        new(RequestCode.ConsumeMessageDirectly, this, DirectCalls),
    ];

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code switch
        {
            RequestCode.GetConsumerStatusFromClient => Progress(request.Command.ReadHeader<GetConsumerStatusHeader>()),
            RequestCode.GetConsumerRunningInfo => Describe(request.Command.ReadHeader<GetConsumerRunningInfoHeader>()),
            _ => await ConsumeAsync(request.Command, cancellationToken).ConfigureAwait(false),
        });

    /// <summary>A group that is not here has an empty table, as in RocketMQ.</summary>
    private RemotingCommand Progress(GetConsumerStatusHeader header) =>
        RemotingCommand.Success(body: members.FindConsumer(header.Group) is { } consumer
            ? new ConsumerStatusBody { MessageQueueTable = consumer.OffsetsOf(header.Topic) }
            : new ConsumerStatusBody());

    private RemotingCommand Describe(GetConsumerRunningInfoHeader header) =>
        members.FindConsumer(header.ConsumerGroup) is { } consumer
            ? RemotingCommand.Success(body: consumer.DescribeRunning(header.JstackEnable))
            : NoSuchGroup(header.ConsumerGroup);

    private async Task<RemotingCommand> ConsumeAsync(RemotingCommand command, CancellationToken cancellationToken)
    {
        var header = command.ReadHeader<ConsumeMessageDirectlyHeader>();
        if (members.FindConsumer(header.ConsumerGroup) is not { } consumer)
        {
            return NoSuchGroup(header.ConsumerGroup);
        }

        if (!MessageRecordReader.TryReadMessage(command.Body, out var message))
        {
            return RemotingCommand.Answer(ResponseCode.SystemError, "the body is no message");
        }

        var result = await consumer
            .ConsumeDirectlyAsync(message! with { BrokerName = header.BrokerName }, cancellationToken)
            .ConfigureAwait(false);
        return RemotingCommand.Success(body: result);
    }

    private static RemotingCommand NoSuchGroup(string group) =>
        RemotingCommand.Answer(ResponseCode.SystemError, $"The Consumer Group <{group}> not exist in this consumer");
}
