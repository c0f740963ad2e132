using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>How a listener took a message that it was given directly. Mirrors RocketMQ's CMResult.</summary>
public enum DirectConsumption
{
    /// <summary>Consumed.</summary>
    [JsonStringEnumMemberName("CR_SUCCESS")]
    Success,

    /// <summary>The listener wants it again later; nobody sends it again.</summary>
    [JsonStringEnumMemberName("CR_LATER")]
    Later,

    /// <summary>An orderly listener rolled it back.</summary>
    [JsonStringEnumMemberName("CR_ROLLBACK")]
    Rollback,

    /// <summary>An orderly listener committed it.</summary>
    [JsonStringEnumMemberName("CR_COMMIT")]
    Commit,

    /// <summary>The listener threw.</summary>
    [JsonStringEnumMemberName("CR_THROW_EXCEPTION")]
    ThrowException,

    /// <summary>The listener said nothing.</summary>
    [JsonStringEnumMemberName("CR_RETURN_NULL")]
    ReturnNull,
}
