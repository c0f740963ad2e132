using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Store.Log;

/// <summary>What the store refuses before it takes a lock; mirrors <c>DefaultMessageStore#checkMessage</c>. Pure.</summary>
internal static class PutRules
{
    /// <summary>Checks a message, or a batch's template with the batch as its body.</summary>
    /// <returns>The refusal, or null.</returns>
    internal static PutResult? Check(StoreMessage message, int maxMessageBytes)
    {
        if (TopicNames.Check(message.Topic) is { } fault)
        {
            return PutResult.Refused(PutStatus.MessageIllegal, fault);
        }

        if (message.QueueId < 0)
        {
            return PutResult.Refused(PutStatus.MessageIllegal, $"Queue id {message.QueueId} of topic {message.Topic} is negative.");
        }

        if (message.Body.Length > maxMessageBytes)
        {
            var text = $"The message has {message.Body.Length} bytes; at most {maxMessageBytes} are allowed.";
            return PutResult.Refused(PutStatus.MessageIllegal, text);
        }

        return CheckProperties(Encoding.UTF8.GetByteCount(message.Properties));
    }

    internal static PutResult? CheckProperties(int bytes) => bytes <= MessageLimits.MaxPropertiesBytes
        ? null
        : PutResult.Refused(
            PutStatus.PropertiesSizeExceeded,
            $"The properties have {bytes} bytes; at most {MessageLimits.MaxPropertiesBytes} are allowed.");

    /// <summary>Checks what the records will take in all.</summary>
    internal static PutResult? CheckTotal(long bytes, int maxMessageBytes, long largestAppend)
    {
        var most = Math.Min((long)maxMessageBytes + MessageLimits.RecordOverheadBytes, largestAppend);
        return bytes <= most
            ? null
            : PutResult.Refused(PutStatus.MessageIllegal, $"The stored form has {bytes} bytes; at most {most} are allowed.");
    }
}
