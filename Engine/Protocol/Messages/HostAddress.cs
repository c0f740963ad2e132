using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Engine.Protocol.Messages;

/// <summary>
/// An IP address and a port as RocketMQ stores them in a record (8 bytes with IPv4, 20 with IPv6); mirrors
/// <c>MessageExt#socketAddress2ByteBuffer</c>.
/// A value, compared by content. The default value is <c>0.0.0.0:0</c>.
/// </summary>
public readonly record struct HostAddress
{
    internal const int V4Bytes = 8;
    internal const int V6Bytes = 20;

    private readonly UInt128 _ip;

    private HostAddress(UInt128 ip, bool isV6, int port)
    {
        _ip = ip;
        IsV6 = isV6;
        Port = port;
    }

    /// <summary>Makes the value from an address and a port.</summary>
    /// <param name="address">An IPv4 or IPv6 address; a v4-mapped v6 address becomes IPv4.</param>
    /// <param name="port">The port, 0 to 65535.</param>
    public HostAddress(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out var written);
        IsV6 = written == 16;
        _ip = IsV6 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Port = port;
    }

    /// <summary>Whether the address takes 16 bytes.</summary>
    public bool IsV6 { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The IP address.</summary>
    public IPAddress Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            return new IPAddress(bytes[..WriteIp(bytes)]);
        }
    }

    internal int EncodedBytes => IsV6 ? V6Bytes : V4Bytes;

    /// <summary>Reads <c>ip:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <param name="text">The text; host names are not resolved.</param>
    /// <param name="address">The value read.</param>
    /// <returns>False when the text is not an IP address and a port.</returns>
    public static bool TryParse(string? text, out HostAddress address)
    {
        address = default;
        var colon = text is null ? -1 : text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || !IPAddress.TryParse(text.AsSpan(0, colon), out var ip))
        {
            return false;
        }

        address = new HostAddress(ip, port);
        return true;
    }

    /// <summary>Reads <c>ip:port</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an IP address and a port.</exception>
    public static HostAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address of the form ip:port.");

    /// <summary>The address of a network end point; the default value for any other end point.</summary>
    /// <param name="endPoint">An <see cref="IPEndPoint"/>, or anything else.</param>
    /// <returns>The address.</returns>
    public static HostAddress FromEndPoint(EndPoint? endPoint) =>
        endPoint is IPEndPoint { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 } ip
            ? new HostAddress(ip.Address, ip.Port)
            : default;

    /// <summary><c>ip:port</c>, IPv6 in brackets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsV6
        ? string.Create(CultureInfo.InvariantCulture, $"[{Address}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    internal static HostAddress Read(ReadOnlySpan<byte> source, bool isV6) => isV6
        ? new HostAddress(BinaryPrimitives.ReadUInt128BigEndian(source), true, BinaryPrimitives.ReadInt32BigEndian(source[16..]))
        : new HostAddress(BinaryPrimitives.ReadUInt32BigEndian(source), false, BinaryPrimitives.ReadInt32BigEndian(source[4..]));

    internal int WriteTo(Span<byte> target)
    {
        var ipBytes = WriteIp(target);
        BinaryPrimitives.WriteInt32BigEndian(target[ipBytes..], Port);
        return ipBytes + 4;
    }

    private int WriteIp(Span<byte> target)
    {
        if (IsV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(target, _ip);
            return 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)_ip);
        return 4;
    }
}
