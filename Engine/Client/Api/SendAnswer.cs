using Engine.Client.Producing;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>A send that was stored: how safely, and where.</summary>
internal readonly record struct SendAnswer(SendStatus Status, SendMessageResponseHeader Header);
