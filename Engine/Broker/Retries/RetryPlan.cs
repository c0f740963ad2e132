using Engine.Protocol.Codes;

namespace Engine.Broker.Retries;

/// <summary>
/// Where a message goes that could not be consumed: to the group's retry topic after a delay, or to its dead letters (D6). Pure. Mirrors
/// the decisions of SendMessageProcessor#asyncConsumerSendMsgBack and #handleRetryAndDLQ (broker-semantics §6).
/// </summary>
/// <param name="IsDeadLetter">It is not tried again.</param>
/// <param name="DelayLevel">Level of the next try; 0 for a dead letter.</param>
internal readonly record struct RetryPlan(bool IsDeadLetter, int DelayLevel)
{
    /// <summary>Level of the first retry; each further one waits one level more.</summary>
    private const int FirstLevel = 3;

    /// <param name="reconsumeTimes">Retries the message has behind it.</param>
    /// <param name="maxReconsumeTimes">Retries it may have.</param>
    /// <param name="askedLevel">What the consumer asks for: below 0 no retry, 0 leaves it to the broker.</param>
    public static RetryPlan Of(int reconsumeTimes, int maxReconsumeTimes, int askedLevel)
    {
        if (reconsumeTimes >= maxReconsumeTimes || askedLevel < 0)
        {
            return new RetryPlan(true, 0);
        }

        return new RetryPlan(false, askedLevel > 0 ? askedLevel : (int)Math.Min((long)FirstLevel + reconsumeTimes, int.MaxValue));
    }

    /// <summary>How many retries a message may have: the client's own limit where its version has one, else the group's.</summary>
    public static int MaxReconsumeTimes(int groupLimit, int clientVersion, int? clientLimit) =>
        clientVersion >= ProtocolVersion.MaxReconsumeTimes && clientLimit is { } limit ? limit : groupLimit;
}
