using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Engine.Protocol;
using Engine.Remoting.Codec;

namespace Engine.Tests.Remoting.Transports.Tcp;

/// <summary>A socket that sends whatever bytes a test says.</summary>
internal sealed class RawPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly List<byte> _unread = [];

    internal string Name => _socket.LocalEndPoint!.ToString()!;

    internal static async Task<RawPeer> ConnectAsync(string address)
    {
        var peer = new RawPeer();
        await peer._socket.ConnectAsync(IPEndPoint.Parse(address));
        return peer;
    }

    /// <summary>The same, where the other side may refuse before the connect is seen to be done.</summary>
    internal static async Task<RawPeer?> TryConnectAsync(string address)
    {
        try
        {
            return await ConnectAsync(address);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    internal static byte[] Frame(RemotingCommand command, HeaderFormat format = HeaderFormat.Json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        FrameWriter.Write(command, format, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    internal async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, patience.Token)..];
    }

    /// <summary>The next frame, and how its header was written; null when the other side closed.</summary>
    internal async Task<(RemotingCommand Command, HeaderFormat Format)?> ReadAsync()
    {
        var chunk = new byte[64 * 1024];
        while (true)
        {
            var unread = new ReadOnlySequence<byte>(_unread.ToArray());
            if (FrameReader.TryRead(ref unread, out var command, out var format))
            {
                _unread.RemoveRange(0, _unread.Count - (int)unread.Length);
                return (command!, format);
            }

            if (await ReceiveAsync(chunk) is var count && count == 0)
                return null;

            _unread.AddRange(chunk.AsSpan(0, count));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReceiveAsync(Memory<byte> chunk)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await _socket.ReceiveAsync(chunk, SocketFlags.None, patience.Token);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
