using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Drilling;

/// <summary>Sends numbered messages evenly spread, up to 64 at once: one that waits for a node that is down holds no other up.</summary>
internal sealed class DrillSender(Producer producer, DrillLedger ledger) : IDisposable
{
    private const int PerSecond = 200;
    private const int AtOnce = 64;
    private const int BodyBytes = 64;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _failures;
    private int _unsafe;

    /// <summary>Sends that failed; whether those messages are stored is not known.</summary>
    internal int Failures => _failures;

    /// <summary>Messages that were stored and not confirmed by a slave.</summary>
    internal int Unsafe => _unsafe;

    public void Dispose() => _places.Dispose();

    /// <summary>Goes on until it is cancelled, and waits for the answers.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0; !ct.IsCancellationRequested;)
        {
            for (var due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond); sent < due; sent++)
            {
                await _places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                _ = SendAsync(sent);
            }

            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        for (var place = 0; place < AtOnce; place++)
            await _places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task SendAsync(int number)
    {
        var body = new byte[BodyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(body, number);
        try
        {
            var message = new Message { Topic = DrillCluster.Topic, Body = body };
            var result = await producer.SendAsync(message, CancellationToken.None).ConfigureAwait(false);
            if (result.Status == SendStatus.SendOk)
                ledger.Acknowledge(number);
            else
                Interlocked.Increment(ref _unsafe);
        }
        catch (ClientException)
        {
            Interlocked.Increment(ref _failures);
        }
        finally
        {
            _places.Release();
        }
    }
}
