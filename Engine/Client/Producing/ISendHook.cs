namespace Engine.Client.Producing;

/// <summary>
/// Looks on at every attempt to send, further attempts of the same message included. Called by many threads; a hook that throws is logged
/// and passed over. Mirrors RocketMQ's SendMessageHook.
/// </summary>
public interface ISendHook
{
    /// <summary>Right before an attempt whose broker is known; the context knows no result yet.</summary>
    void BeforeSend(SendMessageContext context)
    {
    }

    /// <summary>Right after an attempt, however it ended.</summary>
    void AfterSend(SendMessageContext context)
    {
    }
}
