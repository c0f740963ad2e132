namespace Engine.Admin.Statistics;

/// <summary>The evidence of one of a group's queues.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Broker">Broker name.</param>
/// <param name="QueueId">Queue id on that broker.</param>
/// <param name="Evidence">What its verdict rests on.</param>
public sealed record QueueEvidence(string Topic, string Broker, int QueueId, VerdictEvidence Evidence)
{
    /// <summary>The queue and its evidence in English sentences.</summary>
    public string Text => $"{Topic} {Broker} Q{QueueId}: {Evidence.Text}";
}
