namespace Engine.Admin.DeadLetters;

/// <summary>
/// Why a message is a dead letter, as far as its record and the group's configuration tell; nothing more is stored of it.
/// </summary>
public enum DeadLetterReason
{
    /// <summary>Its reconsume times reach the group's limit.</summary>
    RetriesExhausted,

    /// <summary>
    /// Its reconsume times are below the group's limit: a consumer asked for no more retries, or has a lower limit of its own, or the
    /// group's limit was lower then.
    /// </summary>
    GivenUpEarly,

    /// <summary>The record names no original topic, as when it was written there directly; or the group's limit is not known.</summary>
    Unknown,
}
