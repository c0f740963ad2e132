using System.Globalization;

namespace Engine.Benchmarks.Crashing;

/// <summary>
/// What a sender's call does, the same in the process that makes it and in the one that checks it. Sender 0 has a topic of its own, which
/// it deletes now and then; the others share three topics.
/// </summary>
/// <param name="Topic">Where the messages go.</param>
/// <param name="QueueId">Which of its queues.</param>
/// <param name="Messages">How many; 0 deletes the topic instead.</param>
/// <param name="IsBatch">Whether they are sent as a batch.</param>
internal sealed record LoadCall(string Topic, int QueueId, int Messages, bool IsBatch)
{
    internal const string DeletedTopic = "crash-deleted";

    private const int DeletingSender = 0;
    private const int CallsPerDeletion = 61;
    private const int LargestBatch = 40;

    internal bool IsDeletion => Messages == 0;

    internal static LoadCall Of(int process, int sender, int call)
    {
        var chance = new LoadId(process, sender, call, -1).Mixed;
        var isBatch = chance % 4 == 0;
        var messages = isBatch ? 1 + (int)(chance / 4 % LargestBatch) : 1;
        if (sender == DeletingSender)
        {
            return call % CallsPerDeletion == CallsPerDeletion - 1
                ? new LoadCall(DeletedTopic, 0, 0, false)
                : new LoadCall(DeletedTopic, (int)(chance / 1024 % 2), messages, isBatch);
        }

        var topic = string.Create(CultureInfo.InvariantCulture, $"crash-{chance / 1024 % 3}");
        return new LoadCall(topic, (int)(chance / 4096 % 4), messages, isBatch);
    }
}
