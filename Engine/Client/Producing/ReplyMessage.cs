using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>
/// A reply to a request, made by a consumer and sent by <see cref="Producer.ReplyAsync"/>. Mirrors RocketMQ's MessageUtil.
/// </summary>
public sealed record ReplyMessage
{
    private const string ReplyType = "reply";

    private ReplyMessage(Message message, string correlationId, string replyToClient, string? timeToLive)
    {
        Message = message;
        CorrelationId = correlationId;
        ReplyToClient = replyToClient;
        TimeToLive = timeToLive;
    }

    /// <summary>
    /// The message that carries the reply, to the reply topic of the request's cluster; may be given tags, keys and properties.
    /// </summary>
    public Message Message { get; init; }

    /// <summary>Ties the reply to its request.</summary>
    public string CorrelationId { get; }

    /// <summary>Id of the client that waits.</summary>
    public string ReplyToClient { get; }

    /// <summary>How long that client waits, in milliseconds as it wrote it.</summary>
    public string? TimeToLive { get; }

    /// <summary>The reply to a request.</summary>
    /// <param name="request">The request as a consumer got it.</param>
    /// <param name="body">What to answer, at least one byte.</param>
    /// <exception cref="ClientException">The message is no request, or does not say which cluster it came from (10007).</exception>
    public static ReplyMessage To(MessageExt request, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reply = new Message { Topic = TopicNames.Reply(Required(request, MessageProperties.Cluster)), Body = body };
        return new ReplyMessage(
            reply,
            Required(request, MessageProperties.CorrelationId),
            Required(request, MessageProperties.ReplyToClient),
            request.Property(MessageProperties.TimeToLive));
    }

    /// <summary>What makes the message a reply.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Properties()
    {
        var properties = new List<KeyValuePair<string, string>>
        {
            new(MessageProperties.MessageType, ReplyType),
            new(MessageProperties.CorrelationId, CorrelationId),
            new(MessageProperties.ReplyToClient, ReplyToClient),
        };
        if (TimeToLive is not null)
        {
            properties.Add(new(MessageProperties.TimeToLive, TimeToLive));
        }

        return properties;
    }

    private static string Required(MessageExt request, string property) => request.Property(property)
        ?? throw new ClientException(
            ClientErrorCode.IllegalMessage,
            $"The message {request.MessageId} of topic {request.Topic} cannot be replied to: it has no property {property}.");
}
