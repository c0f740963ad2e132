namespace Engine.Protocol.Messages;

/// <summary>Numbers of the record layout of message-format §2 that writer, reader and store share.</summary>
internal static class MessageRecordFormat
{
    internal const int MagicV1 = unchecked((int)0xDAA320A7);
    internal const int MagicV2 = unchecked((int)0xDAA320AB);
    internal const int MagicBlank = unchecked((int)0xCBD43194);

    internal const int SizeAt = 0;
    internal const int MagicAt = 4;
    internal const int CrcAt = 8;
    internal const int QueueIdAt = 12;
    internal const int FlagAt = 16;
    internal const int QueueOffsetAt = 20;
    internal const int PhysicalOffsetAt = 28;
    internal const int SysFlagAt = 36;
    internal const int BornTimestampAt = 40;
    internal const int BornHostAt = 48;

    /// <summary>Size and magic, all that a blank filler has.</summary>
    internal const int BlankBytes = 8;

    /// <summary>A V1 record with IPv4 hosts and everything empty.</summary>
    internal const int SmallestBytes = 91;

    /// <summary>Longest topic a one-byte length is used for.</summary>
    internal const int LongestV1Topic = 127;

    /// <summary>Bytes that hold everything before the body whatever the address families.</summary>
    internal const int HeadBytes = 116;

    internal static int BornHostBytes(int sysFlag) =>
        (sysFlag & MessageSysFlags.BornHostV6) == 0 ? HostAddress.V4Bytes : HostAddress.V6Bytes;

    internal static int StoreHostBytes(int sysFlag) =>
        (sysFlag & MessageSysFlags.StoreHostV6) == 0 ? HostAddress.V4Bytes : HostAddress.V6Bytes;

    internal static int StoreTimestampAt(int sysFlag) => BornHostAt + BornHostBytes(sysFlag);

    /// <summary>Behind store time, store host, reconsume times and prepared transaction offset.</summary>
    internal static int BodyLengthAt(int sysFlag) => StoreTimestampAt(sysFlag) + 8 + StoreHostBytes(sysFlag) + 12;
}
