namespace Engine.Client.Routing;

/// <summary>One broker process: its address and its id under the broker name.</summary>
internal readonly record struct BrokerTarget(string Address, long BrokerId)
{
    public const long MasterId = 0;

    public bool IsSlave => BrokerId != MasterId;
}
