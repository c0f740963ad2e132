namespace Engine.Admin.Clusters;

/// <summary>One setting of a broker.</summary>
/// <param name="Name">RocketMQ's name of it.</param>
/// <param name="Value">As the broker writes it; null for a secret.</param>
public sealed record BrokerSetting(string Name, string? Value)
{
    /// <summary>Whether it is a key or a password, and its value is kept back.</summary>
    public bool IsSecret => Value is null;
}
