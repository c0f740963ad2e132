using System.Globalization;
using Engine.Benchmarks.Running;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// A process that appends until its store refuses and then reads everything back: for limits that the system puts on a whole process. Its
/// store is not stopped, as in a crash.
/// </summary>
internal static class RefusedFill
{
    internal const string Role = "fill-until-refused";

    private const int BodyBytes = 8 * 1024;
    private const int Most = 100_000;

    internal static async Task FillAsync(BenchmarkRun run, ParentLink link, CancellationToken ct)
    {
        using var loggers = NoteLoggers.To(run.Notes);
        var logFileBytes = long.Parse(run.Arguments[1], CultureInfo.InvariantCulture);
        var options = BenchmarkStores.OptionsFor(run.Arguments[0]) with { CommitLogFileBytes = logFileBytes };
        var store = await BenchmarkStores.OpenAsync(options, loggers, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var message = UniqueMessages.Message(0, "") with { Body = UniqueMessages.BodyOf(BodyBytes) };
            var stored = 0;
            PutResult put;
            while ((put = store.Append(message)).IsStored && stored < Most)
                stored++;

            var read = 0;
            while (store.Get(UniqueMessages.Topic, 0, read, 32, null) is { Status: GetStatus.Found } result)
                read = (int)result.NextBeginOffset;

            var told = string.Create(CultureInfo.InvariantCulture, $"stored {stored}\nread {read}\nrefused {put.Status} {put.Remark}");
            await run.Output.WriteLineAsync(told.AsMemory(), ct).ConfigureAwait(false);
        }
    }
}
