using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>How a group shares messages. Mirrors RocketMQ's MessageModel.</summary>
public enum MessageModel
{
    /// <summary>The members share the queues; offsets are kept by the brokers.</summary>
    [JsonStringEnumMemberName("CLUSTERING")]
    Clustering,

    /// <summary>Each member reads every queue; offsets are kept by each client.</summary>
    [JsonStringEnumMemberName("BROADCASTING")]
    Broadcasting,
}
