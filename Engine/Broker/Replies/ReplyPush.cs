using System.Globalization;
using Engine.Broker.Clients;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;

namespace Engine.Broker.Replies;

/// <summary>
/// PUSH_REPLY_MESSAGE_TO_CLIENT (326): takes a reply to the client that asked, which is a producer of this broker under the id that the
/// reply names. Mirrors ReplyMessageProcessor#pushReplyMessage.
/// </summary>
internal sealed class ReplyPush(ProducerRegistry producers, string brokerAddress, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Why the reply did not reach the client, or null.</summary>
    /// <param name="reply">The reply as it was sent here.</param>
    /// <param name="body">Its body.</param>
    /// <param name="bornHost">Who sent it.</param>
    /// <param name="cancellationToken">Ends the waiting for the client.</param>
    public async Task<string?> PushAsync(
        SendMessageHeader reply, ReadOnlyMemory<byte> body, string bornHost, CancellationToken cancellationToken)
    {
        if (!PropertyString.TryGetValue(reply.Properties ?? string.Empty, MessageProperties.ReplyToClient, out var asking))
        {
            return $"reply message properties[{MessageProperties.ReplyToClient}] is null";
        }

        var clientId = asking.ToString();
        if (producers.FindClient(clientId) is not { } client)
        {
            return $"push reply message fail, channel of <{clientId}> not found.";
        }

        var request = RemotingCommand.Request(RequestCode.PushReplyMessageToClient, HeaderOf(reply, bornHost)) with { Body = body };
        try
        {
            var answer = await client.Connection.CallAsync(request, Patience, cancellationToken).ConfigureAwait(false);
            return answer.Code == ResponseCode.Success ? null : $"push reply message to {clientId} fail. {answer.Remark}";
        }
        catch (RemotingException exception)
        {
            return $"push reply message to {clientId} fail. {exception.Message}";
        }
    }

    private ReplyMessageHeader HeaderOf(SendMessageHeader reply, string bornHost)
    {
        var nowMs = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        return new ReplyMessageHeader
        {
            ProducerGroup = reply.ProducerGroup,
            Topic = reply.Topic,
            DefaultTopic = reply.DefaultTopic,
            DefaultTopicQueueNums = reply.DefaultTopicQueueNums,
            QueueId = reply.QueueId,
            SysFlag = reply.SysFlag,
            BornTimestamp = reply.BornTimestamp,
            Flag = reply.Flag,
            Properties = PropertyString.With(
                reply.Properties!, MessageProperties.PushReplyTime, nowMs.ToString(CultureInfo.InvariantCulture)),
            ReconsumeTimes = reply.ReconsumeTimes,
            UnitMode = reply.UnitMode,
            BornHost = bornHost,
            StoreHost = brokerAddress,
            StoreTimestamp = nowMs,
        };
    }
}
