namespace Dashboard.Changes.Imports;

/// <summary>What an import does with one queue.</summary>
internal enum ImportStep
{
    /// <summary>The offset is set.</summary>
    Set,

    /// <summary>It stays as it is: nobody would see a difference, or it is not ours to set; the note says which.</summary>
    Keep,

    /// <summary>It cannot be set; the note says why.</summary>
    Refuse,
}
