using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>What the store refuses before it takes a lock; mirrors <c>DefaultMessageStore#checkMessage</c>. Pure.</summary>
internal static class PutRules
{
    /// <summary>Checks a message, or a batch's template.</summary>
    /// <param name="message">The message; its body is not looked at.</param>
    /// <param name="bodyBytes">Bytes of the body, or of the batch.</param>
    /// <param name="maxMessageBytes">Largest body.</param>
    /// <returns>The refusal, or null.</returns>
    internal static PutRefusal? Check(StoreMessage message, int bodyBytes, int maxMessageBytes)
    {
        if (TopicNames.Check(message.Topic) is { } fault)
        {
            return new(PutStatus.MessageIllegal, fault);
        }

        if (message.QueueId < 0)
        {
            return new(PutStatus.MessageIllegal, $"Queue id {message.QueueId} of topic {message.Topic} is negative.");
        }

        if (bodyBytes > maxMessageBytes)
        {
            return new(PutStatus.MessageIllegal, $"The message has {bodyBytes} bytes; at most {maxMessageBytes} are allowed.");
        }

        // Counted only when it may be too much: a character takes at most three bytes.
        return message.Properties.Length > MessageLimits.MaxPropertiesBytes / 3
            ? CheckProperties(Encoding.UTF8.GetByteCount(message.Properties))
            : null;
    }

    internal static PutRefusal? CheckProperties(int bytes) => bytes <= MessageLimits.MaxPropertiesBytes
        ? null
        : new(
            PutStatus.PropertiesSizeExceeded,
            $"The properties have {bytes} bytes; at most {MessageLimits.MaxPropertiesBytes} are allowed.");

    /// <summary>Checks what the records will take in all.</summary>
    internal static PutRefusal? CheckTotal(long bytes, int maxMessageBytes, long largestAppend)
    {
        var most = Math.Min((long)maxMessageBytes + MessageLimits.RecordOverheadBytes, largestAppend);
        return bytes <= most
            ? null
            : new(PutStatus.MessageIllegal, $"The stored form has {bytes} bytes; at most {most} are allowed.");
    }
}
