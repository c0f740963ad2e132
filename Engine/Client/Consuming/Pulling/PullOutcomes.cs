using Engine.Client.Api;
using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Pulling;

/// <summary>Takes the answer to a pull (C5, C7). Mirrors the PullCallback of DefaultMQPushConsumerImpl#pullMessage.</summary>
internal sealed partial class PullOutcomes(
    ConsumerScope scope,
    IConsumeService consumer,
    ConsumerHooks hooks,
    OffsetCorrection correction)
{
    private readonly ILogger _logger = scope.Logger<PullOutcomes>();

    /// <param name="request">The pull.</param>
    /// <param name="subscription">What is wanted of the topic.</param>
    /// <param name="answer">The broker's answer.</param>
    /// <param name="took">From the request to the answer, the time at the broker included.</param>
    public PutBack Take(PullRequest request, SubscriptionData subscription, PullAnswer answer, TimeSpan took)
    {
        if (request.ProcessQueue.IsDropped)
        {
            return PutBack.Forget;
        }

        if (answer.Status == PullStatus.Found)
        {
            // The pull goes on behind the batch only when the batch was taken: what fails in between is pulled again.
            var isWanted = OnFound(request, subscription, answer, took);
            request.NextOffset = answer.Header.NextBeginOffset;
            return isWanted ? new PutBack(scope.Options.PullInterval) : PutBack.AtOnce;
        }

        var asked = request.NextOffset;
        request.NextOffset = answer.Header.NextBeginOffset;
        switch (answer.Status)
        {
            case PullStatus.OffsetIllegal when asked != request.NextOffset:
                LogOffsetIllegal(scope.Group, request.Queue, asked, request.NextOffset);
                correction.Begin(request);
                return PutBack.Forget;
            default:
                // Also a moved offset that is where the queue stands already: a reset that was known before the first pull.
                PassOverWhenIdle(request);
                return IsSentBack(request, answer, asked) ? PutBack.AfterException : PutBack.AtOnce;
        }
    }

    /// <summary>
    /// Whether a slave does not have the offset and nobody else can be asked: 4.9's answers that at once, and would be asked again at once.
    /// </summary>
    private bool IsSentBack(PullRequest request, PullAnswer answer, long asked) =>
        answer.Status == PullStatus.NoMatchedMessage
        && request.Asked.IsSlave
        && request.NextOffset == asked
        && scope.Instance.Routes.Current.FindReadable(request.Queue.BrokerName, request.ProcessQueue.SuggestedBrokerId) == request.Asked;

    /// <summary>False when nothing of it is for the listener.</summary>
    private bool OnFound(PullRequest request, SubscriptionData subscription, PullAnswer answer, TimeSpan took)
    {
        var messages = hooks.Filter(request.Queue, Read(request.Queue, subscription, answer));
        scope.Counters.Pulled(request.Queue.Topic, messages.Count, took);
        if (messages.Count == 0)
        {
            return false;
        }

        request.ProcessQueue.Put(messages, answer.Header.MaxOffset);
        consumer.Submit(request.Queue, request.ProcessQueue, messages);
        return true;
    }

    private List<MessageExt> Read(MessageQueue queue, SubscriptionData subscription, PullAnswer answer)
    {
        var messages = MessageRecordReader.ReadAll(
            answer.Records, MessageMarks.Pulled(queue.BrokerName, answer.Header.MinOffset, answer.Header.MaxOffset));
        messages.RemoveAll(message => !Subscriptions.Accepts(subscription, message));
        for (var i = 0; i < messages.Count; i++)
        {
            messages[i] = Opened(queue, messages[i]);
        }

        return messages;
    }

    /// <summary>A body that cannot be opened goes to the listener as it is stored: the group would lose the message otherwise.</summary>
    private MessageExt Opened(MessageQueue queue, MessageExt message)
    {
        var opened = BodyCompression.Open(message);
        if (opened.BodyFault is { } fault)
        {
            LogBodyFault(scope.Group, queue, message.QueueOffset, fault);
        }

        return opened;
    }

    /// <summary>With nothing in flight the group has come as far as the broker says, over messages that do not match, too.</summary>
    private void PassOverWhenIdle(PullRequest request)
    {
        if (request.ProcessQueue.Load.Messages == 0)
        {
            consumer.PassOver(request.Queue, request.ProcessQueue, request.NextOffset);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} asked queue {Queue} for offset {Asked}; the broker corrects it to {Next}")]
    private partial void LogOffsetIllegal(string group, MessageQueue queue, long asked, long next);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} got the message at offset {Offset} of queue {Queue} unopened: {Reason}")]
    private partial void LogBodyFault(string group, MessageQueue queue, long offset, string reason);
}
