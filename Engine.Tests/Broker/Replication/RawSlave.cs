using System.Buffers;
using Engine.Broker.Replication;
using Engine.Remoting.Transports;

namespace Engine.Tests.Broker.Replication;

/// <summary>A slave that speaks single reports and keeps nothing.</summary>
internal sealed class RawSlave(IStreamConnection connection) : IAsyncDisposable
{
    internal static async Task<RawSlave> ConnectAsync(HaPair pair) =>
        new(await pair.Streams.ConnectAsync(HaPair.HaAddress, CancellationToken.None));

    internal async Task ReportAsync(params long[] offsets)
    {
        var bytes = new byte[offsets.Length * HaFrame.ReportBytes];
        for (var i = 0; i < offsets.Length; i++)
            HaFrame.WriteReport(bytes.AsSpan(i * HaFrame.ReportBytes), offsets[i]);

        await connection.Output.WriteAsync(bytes);
    }

    internal async Task WriteAsync(byte[] bytes) => await connection.Output.WriteAsync(bytes);

    internal async Task<(long Offset, byte[] Bytes)> NextFrameAsync()
    {
        var (offset, size) = HaFrame.ReadHead(await ReadAsync(HaFrame.HeadBytes));
        return (offset, size == 0 ? [] : await ReadAsync(size));
    }

    /// <summary>Returns when the master has ended the connection.</summary>
    internal async Task EndAsync() => await Soon.Within(connection.Input.CopyToAsync(Stream.Null), "the master to end the connection");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<byte[]> ReadAsync(int count)
    {
        var result = await Soon.Within(connection.Input.ReadAtLeastAsync(count).AsTask(), $"{count} bytes of the master");
        result.Buffer.Length.ShouldBeGreaterThanOrEqualTo(count, "the master ended the connection");
        var bytes = result.Buffer.Slice(0, count).ToArray();
        connection.Input.AdvanceTo(result.Buffer.GetPosition(count));
        return bytes;
    }
}
