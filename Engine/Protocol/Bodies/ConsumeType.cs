using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Who drives consumption. Mirrors RocketMQ's ConsumeType.</summary>
public enum ConsumeType
{
    /// <summary>The application pulls.</summary>
    [JsonStringEnumMemberName("CONSUME_ACTIVELY")]
    Actively,

    /// <summary>The client pulls and hands messages to a listener.</summary>
    [JsonStringEnumMemberName("CONSUME_PASSIVELY")]
    Passively,

    /// <summary>The broker hands messages out (5.x).</summary>
    [JsonStringEnumMemberName("CONSUME_POP")]
    Pop,
}
