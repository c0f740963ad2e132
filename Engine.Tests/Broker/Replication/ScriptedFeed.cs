using System.Buffers;
using Engine.Broker.Replication;
using Engine.Remoting.Transports;

namespace Engine.Tests.Broker.Replication;

/// <summary>One connection of a slave to a <see cref="ScriptedMaster"/>.</summary>
internal sealed class ScriptedFeed(IStreamConnection connection)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Ended => _ended.Task;

    internal void End() => _ended.SetResult();

    internal async Task<long> NextReportAsync()
    {
        var result = await Soon.Within(connection.Input.ReadAtLeastAsync(HaFrame.ReportBytes).AsTask(), "a report");
        result.Buffer.Length.ShouldBeGreaterThanOrEqualTo(HaFrame.ReportBytes, "the slave ended the connection");
        var report = HaFrame.ReadReport(result.Buffer.Slice(0, HaFrame.ReportBytes).ToArray());
        connection.Input.AdvanceTo(result.Buffer.GetPosition(HaFrame.ReportBytes));
        return report;
    }

    /// <summary>Returns when the slave has ended the connection.</summary>
    internal Task SlaveEndedAsync() => connection.Input.CopyToAsync(Stream.Null);

    internal async Task SendAsync(long offset, byte[] bytes) => await SendAsync(offset, bytes, bytes.Length);

    /// <summary>A frame that says another size than it has bytes.</summary>
    internal async Task SendAsync(long offset, byte[] bytes, int size)
    {
        var frame = new byte[HaFrame.HeadBytes + bytes.Length];
        HaFrame.WriteHead(frame, offset, size);
        bytes.CopyTo(frame, HaFrame.HeadBytes);
        await connection.Output.WriteAsync(frame);
    }

    /// <summary>Bytes as they are.</summary>
    internal async Task WriteAsync(byte[] bytes) => await connection.Output.WriteAsync(bytes);
}
