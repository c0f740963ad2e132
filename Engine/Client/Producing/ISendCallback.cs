namespace Engine.Client.Producing;

/// <summary>
/// Learns how a send ended that nobody waits for; exactly one method is called, on a pool thread. Mirrors RocketMQ's SendCallback.
/// </summary>
public interface ISendCallback
{
    /// <summary>A broker has stored the message.</summary>
    void OnSuccess(SendResult result);

    /// <summary>
    /// The message was not sent, or it is not known whether it was: mostly a <see cref="ClientException"/>, as any send throws; an
    /// <see cref="OperationCanceledException"/> when the producer stops.
    /// </summary>
    void OnException(Exception exception);
}
