using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>Marks the messages of one group as started: with the time, and retried ones with their real topic. Any thread.</summary>
internal sealed class StartMarks(TimeProvider timeProvider, string group)
{
    private readonly string _retryTopic = TopicNames.Retry(group);
    private Moment _last = new(0, "0");

    /// <summary>The messages as the listener is to see them, see <see cref="MessageMarks.Starting"/>.</summary>
    public IReadOnlyList<MessageExt> Start(IReadOnlyList<MessageExt> messages) => MessageMarks.Starting(messages, _retryTopic, Now());

    // Hundreds of messages may start within one millisecond.
    private string Now()
    {
        var ms = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var last = Volatile.Read(ref _last);
        if (last.Ms != ms)
        {
            Volatile.Write(ref _last, last = new Moment(ms, MessageMarks.Text(ms)));
        }

        return last.Text;
    }

    private sealed record Moment(long Ms, string Text);
}
