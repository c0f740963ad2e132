using Engine.Client.Producing;

namespace Engine.Tests.Client.Producing;

/// <summary>Waits for the one call that a callback gets.</summary>
internal sealed class RecordingCallback : ISendCallback
{
    private readonly TaskCompletionSource<SendResult> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, or the exception, within 20 seconds; a second call of the callback fails it.</summary>
    internal Task<SendResult> ResultAsync() => _ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void OnSuccess(SendResult result) => _ended.SetResult(result);

    public void OnException(Exception exception) => _ended.SetException(exception);
}
