using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Admin.Messages;

/// <summary>Sends one message; a refusal is a <see cref="Client.ClientException"/>.</summary>
internal delegate Task<SendResult> SendMessage(Message message, CancellationToken cancellationToken);
