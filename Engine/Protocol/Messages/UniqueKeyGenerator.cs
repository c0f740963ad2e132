using System.Buffers.Binary;
using System.Net;

namespace Engine.Protocol.Messages;

/// <summary>
/// Makes the unique ids clients give their messages: local IP, process id, a per-process constant, milliseconds since the local start of
/// the
/// month, a counter; as upper-case hex. Mirrors <c>MessageClientIDSetter</c>. Safe for concurrent use.
/// </summary>
public sealed class UniqueKeyGenerator
{
    private const int IdsPerLook = 256;

    private readonly TimeProvider _timeProvider;
    private readonly byte[] _prefix;
    private MonthStart _month;
    private int _counter;

    /// <summary>Makes a generator.</summary>
    /// <param name="timeProvider">The clock; its local time zone decides where a month starts.</param>
    /// <param name="localAddress">This machine's address, IPv4 or IPv6.</param>
    /// <param name="processId">The process id; the low 16 bits are used.</param>
    /// <param name="processSeed">Any constant of this process, tells apart processes with the same id on one address.</param>
    public UniqueKeyGenerator(TimeProvider timeProvider, IPAddress localAddress, int processId, int processSeed)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(localAddress);
        _timeProvider = timeProvider;
        var ip = localAddress.GetAddressBytes();
        _prefix = new byte[ip.Length + 6];
        ip.CopyTo(_prefix, 0);
        BinaryPrimitives.WriteInt16BigEndian(_prefix.AsSpan(ip.Length), unchecked((short)processId));
        BinaryPrimitives.WriteInt32BigEndian(_prefix.AsSpan(ip.Length + 2), processSeed);
        _month = MonthStart.Of(timeProvider.GetLocalNow());
    }

    /// <summary>The next id, unique within this generator for 65,536 ids per millisecond.</summary>
    /// <returns>32 hexadecimal digits with IPv4, 56 with IPv6.</returns>
    public string Next() => Next(MillisecondsOfMonth());

    /// <summary>Fills an array with ids; one look at the clock serves many of them.</summary>
    internal void Next(Span<string> ids)
    {
        var now = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            now = i % IdsPerLook == 0 ? MillisecondsOfMonth() : now;
            ids[i] = Next(now);
        }
    }

    private string Next(int millisecondsOfMonth)
    {
        Span<byte> bytes = stackalloc byte[28];
        _prefix.CopyTo(bytes);
        var position = _prefix.Length;
        BinaryPrimitives.WriteInt32BigEndian(bytes[position..], millisecondsOfMonth);
        BinaryPrimitives.WriteInt16BigEndian(bytes[(position + 4)..], unchecked((short)Interlocked.Increment(ref _counter)));
        return Convert.ToHexString(bytes[..(position + 6)]);
    }

    private int MillisecondsOfMonth()
    {
        var now = _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        var month = Volatile.Read(ref _month);
        if (now < month.StartMs || now >= month.NextStartMs)
        {
            month = MonthStart.Of(_timeProvider.GetLocalNow());
            Volatile.Write(ref _month, month);
        }

        return (int)(now - month.StartMs);
    }

    private sealed record MonthStart(long StartMs, long NextStartMs)
    {
        public static MonthStart Of(DateTimeOffset localNow)
        {
            var start = new DateTimeOffset(localNow.Year, localNow.Month, 1, 0, 0, 0, localNow.Offset);
            return new MonthStart(start.ToUnixTimeMilliseconds(), start.AddMonths(1).ToUnixTimeMilliseconds());
        }
    }
}
