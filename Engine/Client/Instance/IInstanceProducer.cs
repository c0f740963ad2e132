using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Client.Instance;

/// <summary>What a client instance asks of each of its producers.</summary>
internal interface IInstanceProducer
{
    string Group { get; }

    /// <summary>Topics whose brokers are to know the producer before it sends to them.</summary>
    IEnumerable<string> Topics { get; }

    /// <summary>Takes a broker's question what became of a transaction; false when this producer sends none.</summary>
    bool TryCheck(TransactionCheck check);

    /// <summary>Takes the reply to a request; false when none of this producer waits for it.</summary>
    bool TryComplete(string correlationId, MessageExt reply);
}
