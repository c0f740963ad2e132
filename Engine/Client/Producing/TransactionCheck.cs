using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>A broker's question what became of a transaction (39).</summary>
/// <param name="Message">The message, under its real topic.</param>
/// <param name="Header">Where the half message is.</param>
/// <param name="BrokerAddress">Who asks, "ip:port"; the answer goes there.</param>
internal sealed record TransactionCheck(MessageExt Message, CheckTransactionStateHeader Header, string BrokerAddress);
