using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Soaking;

/// <summary>Sends numbered messages, one at a time and evenly spread.</summary>
internal sealed class SoakSender(Producer producer, SoakLedger ledger)
{
    private const int PerSecond = 300;
    private const int BodyBytes = 64;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private int _sent;

    /// <summary>Sends that were not acknowledged; whether those messages are stored is not known.</summary>
    internal int Failures { get; private set; }

    /// <summary>Goes on until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (!ct.IsCancellationRequested)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond); _sent < due; _sent++)
                await SendAsync(_sent).ConfigureAwait(false);

            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAsync(int number)
    {
        var body = new byte[BodyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(body, number);
        try
        {
            await producer.SendAsync(new Message { Topic = SoakCluster.Topic, Body = body }, CancellationToken.None).ConfigureAwait(false);
            ledger.Acknowledge(number);
        }
        catch (ClientException)
        {
            Failures++;
        }
    }
}
