using System.Collections.Concurrent;
using Engine.Client.Producing;

namespace Engine.Tests.Client.Producing;

/// <summary>Keeps every attempt as it begins and as it ends.</summary>
internal sealed class RecordingSendHook : ISendHook
{
    private readonly ConcurrentQueue<SendMessageContext> _begun = new();
    private readonly ConcurrentQueue<SendMessageContext> _ended = new();

    internal IReadOnlyList<SendMessageContext> Begun => [.. _begun];

    internal IReadOnlyList<SendMessageContext> Ended => [.. _ended];

    public void BeforeSend(SendMessageContext context) => _begun.Enqueue(context);

    public void AfterSend(SendMessageContext context) => _ended.Enqueue(context);
}
