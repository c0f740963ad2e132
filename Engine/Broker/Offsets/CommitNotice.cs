namespace Engine.Broker.Offsets;

/// <summary>What is to be told of a commit above its queue's end.</summary>
internal enum CommitNotice
{
    /// <summary>It is the first one there.</summary>
    New,

    /// <summary>Nothing: it was told, or that no more are told was.</summary>
    Known,

    /// <summary>There is no room for it, for the first time since there was.</summary>
    FirstOfTooMany,
}
