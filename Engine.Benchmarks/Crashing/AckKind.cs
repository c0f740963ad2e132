namespace Engine.Benchmarks.Crashing;

/// <summary>What a line of an <see cref="AckFile"/> says.</summary>
internal enum AckKind
{
    /// <summary>Messages were acknowledged.</summary>
    Stored,

    /// <summary>The sender is about to delete its topic.</summary>
    DeletionBegun,

    /// <summary>The deletion was acknowledged.</summary>
    DeletionDone,
}
