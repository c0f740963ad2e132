using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Tests.Scenarios;

/// <summary>
/// Makes a node of ours one of RocketMQ's: it refuses our own requests, passes over our own fields, and leaves our own figures out of its
/// answers. Of a reset it reads queue and offset only as 5.x does, and then it says so in its settings.
/// </summary>
internal sealed class ForeignDispatcher(IDispatcher inner, bool isServerSide) : IDispatcher
{
    private const int FirstOwnCode = 30_000;

    private static readonly HashSet<string> OwnProperties =
    [
        RunningInfoOwnProperties.Pause, RunningInfoOwnProperties.PausedQueues, RunningInfoOwnProperties.CallsRunning,
        RunningInfoOwnProperties.CallsWaiting, RunningInfoOwnProperties.FlowControlByCount, RunningInfoOwnProperties.FlowControlByBytes,
        RunningInfoOwnProperties.FlowControlBySpan, RunningInfoOwnProperties.PullFailures,
    ];

    public async ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var command = request.Command;
        if (command.Code >= FirstOwnCode)
        {
            return command.IsOneWay ? null : RemotingCommand.Answer(
                ResponseCode.RequestCodeNotSupported, $" request type {command.Code} not supported") with
            { Opaque = command.Opaque };
        }

        var answer = await inner.DispatchAsync(request with { Command = Plain(command) }, cancellationToken);
        return answer is null || answer.Code != ResponseCode.Success ? answer : command.Code switch
        {
            RequestCode.GetBrokerConfig => WithSetting(answer),
            RequestCode.GetConsumerRunningInfo => WithoutOwnProperties(answer),
            _ => answer,
        };
    }

    private RemotingCommand Plain(RemotingCommand command) => command.Code switch
    {
        RequestCode.InvokeBrokerToResetOffset when !isServerSide => Without(command, "queueId", "offset"),
        RequestCode.UpdateConsumerOffset => Without(command, "onlyRaise"),
        _ => command,
    };

    private static RemotingCommand Without(RemotingCommand command, params string[] fields) => command with
    {
        Header = null,
        ExtFields = command.WriteHeader()!
            .Where(field => !fields.Contains(field.Key))
            .ToDictionary(field => field.Key, field => field.Value),
    };

    private RemotingCommand WithSetting(RemotingCommand answer) => answer with
    {
        TypedBody = null,
        Body = (byte[])
        [
            .. answer.WriteBody().Span, .. Encoding.UTF8.GetBytes($"\nuseServerSideResetOffset={(isServerSide ? "true" : "false")}\n"),
        ],
    };

    private static RemotingCommand WithoutOwnProperties(RemotingCommand answer)
    {
        var body = answer.ReadBody<ConsumerRunningInfoBody>();
        return answer with
        {
            TypedBody = body with
            {
                Properties = body.Properties
                    .Where(property => !OwnProperties.Contains(property.Key)
                        && !property.Key.StartsWith(RunningInfoOwnProperties.IdlePrefix, StringComparison.Ordinal))
                    .ToDictionary(property => property.Key, property => property.Value),
            },
        };
    }
}
