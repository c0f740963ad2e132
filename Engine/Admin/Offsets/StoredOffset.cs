namespace Engine.Admin.Offsets;

/// <summary>One entry of a broker's table of consumer offsets.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Group">Consumer group.</param>
/// <param name="QueueId">Queue on that broker, from 0.</param>
/// <param name="Offset">Next offset the group will read, from 0.</param>
public readonly record struct StoredOffset(string Topic, string Group, int QueueId, long Offset)
{
    /// <summary>The key that its queue stands under in consumerOffset.json.</summary>
    public string Key => $"{Topic}@{Group}";
}
