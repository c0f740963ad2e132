namespace Engine.Protocol.Messages;

/// <summary>What <see cref="MessageRecordReader"/> found at a place.</summary>
public enum RecordReadStatus
{
    /// <summary>A whole, valid record.</summary>
    Ok,

    /// <summary>The filler that ends a commit-log file.</summary>
    Blank,

    /// <summary>The record claims more bytes than there are.</summary>
    Incomplete,

    /// <summary>Neither a record nor a filler starts here.</summary>
    BadMagic,

    /// <summary>The record's size does not agree with its fields, or is out of bounds.</summary>
    BadSize,

    /// <summary>The body's checksum is wrong.</summary>
    BadChecksum,
}
