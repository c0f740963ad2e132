using Engine.Protocol.Bodies;

namespace Engine.Admin.Replication;

/// <summary>How a slave stands to its master. Pure.</summary>
internal static class SlaveStanding
{
    /// <summary>Bytes to the end of a log, never less than 0: the two ends are not read at one moment; null when one is unknown.</summary>
    public static long? BytesBehind(long? masterEnd, long? slaveEnd) =>
        masterEnd is >= 0 and var master && slaveEnd is >= 0 and var slave ? Math.Max(0, master - slave) : null;

    /// <summary>Bytes to what its master said last; null when it never did.</summary>
    public static long? BytesBehindAlone(BrokerHaStatusBody slave) =>
        BytesBehind(slave.MasterCommitLogMaxOffset, slave.HaClientRuntimeInfo.MaxOffset);

    /// <summary>
    /// From its newest message's store time to when it last heard its master, s; 0 when it had all of it, null when it never heard it.
    /// </summary>
    public static double? SecondsBehindAlone(BrokerHaStatusBody slave)
    {
        var (client, bytes) = (slave.HaClientRuntimeInfo, BytesBehindAlone(slave));
        return bytes switch
        {
            null => null,
            0 => 0,
            _ => client is { LastReadTimestamp: > 0, LastStoreTimestamp: > 0 }
                ? Math.Max(0, client.LastReadTimestamp - client.LastStoreTimestamp) / 1000.0
                : null,
        };
    }

    /// <summary>A time of the wire, where 0 is none.</summary>
    public static DateTimeOffset? Time(long millis) => millis > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null;
}
