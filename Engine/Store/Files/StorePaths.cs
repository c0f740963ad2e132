namespace Engine.Store.Files;

/// <summary>Where RocketMQ keeps what below a store's folder (message-format §8), and one file of ours.</summary>
internal sealed class StorePaths
{
    private readonly string _folder;

    internal StorePaths(string folder) => _folder = Path.GetFullPath(folder);

    internal string Folder => _folder;

    internal string CommitLog => Path.Combine(_folder, "commitlog");

    internal string ConsumeQueues => Path.Combine(_folder, "consumequeue");

    internal string Index => Path.Combine(_folder, "index");

    internal string Lock => Path.Combine(_folder, "lock");

    internal string Checkpoint => Path.Combine(_folder, "checkpoint");

    internal string Abort => Path.Combine(_folder, "abort");

    /// <summary>Ours: the queues there should be; RocketMQ ignores it.</summary>
    internal string QueueCatalog => Path.Combine(_folder, "queues.json");

    internal string ConsumeQueue(string topic, int queueId) =>
        Path.Combine(ConsumeQueues, topic, queueId.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
