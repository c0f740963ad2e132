using Dashboard.Changes.Resets;

namespace Dashboard.Api.Contracts;

/// <summary>A queue of the scope that a reset leaves as it is, and why.</summary>
internal sealed record ResetLeftOutContract(string Topic, string Broker, int QueueId, string Why)
{
    public static ResetLeftOutContract Of(ResetLeftOut left) =>
        new(left.Queue.Topic, left.Queue.BrokerName, left.Queue.QueueId, left.Why.Text);
}
