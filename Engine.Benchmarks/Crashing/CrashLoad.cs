using Engine.Benchmarks.Running;
using Engine.Benchmarks.Storing;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Crashing;

/// <summary>The process that is killed: starts the store, sends until it is told to stop, stops. It says each step as it begins.</summary>
internal static class CrashLoad
{
    internal const string Role = "crash-load";
    internal const string Stop = "stop";

    internal static async Task RunAsync(BenchmarkRun run, ParentLink link, CancellationToken ct)
    {
        var order = LoadOrder.Parse(run.Arguments);
        using var errors = new StreamWriter(order.ErrorsPath) { AutoFlush = true };
        using var loggers = NoteLoggers.To(errors, LogLevel.Error);
        try
        {
            await RunAsync(order, link, step => Say(run.Output, step), loggers, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            errors.WriteLine(failure);
        }
    }

    private static async Task RunAsync(
        LoadOrder order, ParentLink link, Action<LoadStep> say, ILoggerFactory loggers, CancellationToken ct)
    {
        say(LoadStep.Starting);
        var store = await BenchmarkStores.OpenAsync(order.StoreOptions, loggers, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            say(LoadStep.Loading);
            var senders = Enumerable.Range(0, order.Senders).Select(sender => new LoadSender(order, sender, store)).ToArray();
            var sending = senders.Select(sender => Task.Run(sender.RunAsync, ct)).ToArray();
            await link.HearAsync(ct).ConfigureAwait(false);

            // The first sender deletes topics, which after the stop would do nothing; the others go on until they are refused.
            senders.FirstOrDefault()?.Stop();
            await Task.WhenAll(sending.Take(1)).ConfigureAwait(false);
            Array.ForEach(senders, sender => sender.AllowRefusal());
            say(LoadStep.Stopping);
            await store.StopAsync(ct).ConfigureAwait(false);
            say(LoadStep.Stopped);
            await Task.WhenAll(sending).ConfigureAwait(false);
        }
    }

    private static void Say(TextWriter output, LoadStep step)
    {
        output.WriteLine(step);
        output.Flush();
    }
}
