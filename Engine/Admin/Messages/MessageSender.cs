using Engine.Admin.Clusters;
using Engine.Client;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Admin.Messages;

/// <summary>
/// Sends a message once or many times, at most 64 at once, to a topic that exists. A refusal that every repeat would meet ends it; other
/// failures are counted and the rest is tried. Who leaves in the midst ends it too: what is under way is waited for, and the summary counts
/// what went.
/// </summary>
internal sealed class MessageSender(ClusterCalls calls, ClusterDirectory directory, SendMessage send)
{
    private const int AtOnce = 64;

    // MQClientException: no route of the topic, illegal message. A body that is too large is MESSAGE_ILLEGAL in client and broker.
    private static readonly int[] CodesThatRepeatWouldMeet =
    [
        ResponseCode.MessageIllegal, ResponseCode.NoPermission, ResponseCode.TopicNotExist, 10005, 10007,
    ];

    public async Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken)
    {
        MessageRule.Require(message, count);
        await directory.ReadRouteAsync(message.Topic, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        var tally = new SendTally(count);
        for (var started = 0; started < count && !tally.IsHopeless; started += AtOnce)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                tally.Refused("the sending was given up before its end", hopeless: true);
                break;
            }

            var window = Enumerable.Range(0, Math.Min(AtOnce, count - started));
            await Task.WhenAll(window.Select(_ => SendOneAsync(message, tally))).ConfigureAwait(false);
        }

        return tally.Summary();
    }

    private async Task SendOneAsync(Message message, SendTally tally)
    {
        try
        {
            tally.Stored(await send(message, CancellationToken.None).ConfigureAwait(false));
        }
        catch (ClientException exception)
        {
            tally.Refused(exception.Message, CodesThatRepeatWouldMeet.Contains(exception.ResponseCode));
        }
    }
}
