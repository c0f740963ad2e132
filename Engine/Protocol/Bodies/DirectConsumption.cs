using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>How a listener took a message that it was given directly. Mirrors RocketMQ's CMResult.</summary>
internal enum DirectConsumption
{
    [JsonStringEnumMemberName("CR_SUCCESS")]
    Success,

    [JsonStringEnumMemberName("CR_LATER")]
    Later,

    [JsonStringEnumMemberName("CR_ROLLBACK")]
    Rollback,

    [JsonStringEnumMemberName("CR_COMMIT")]
    Commit,

    [JsonStringEnumMemberName("CR_THROW_EXCEPTION")]
    ThrowException,

    [JsonStringEnumMemberName("CR_RETURN_NULL")]
    ReturnNull,
}
