using System.Runtime.InteropServices;
using Engine.Benchmarks;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var asked = args.Length == 0 ? "list" : args[0];
var run = new BenchmarkRun([.. args.Skip(1)], Console.Out, Console.Error);
try
{
    if (asked == ChildRoles.Word)
        return await ChildRoles.RunAsync(run, stop.Token).ConfigureAwait(false);

    if (BenchmarkModes.Find(asked) is { } mode)
        return await mode.RunAsync(run, stop.Token).ConfigureAwait(false);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception failure)
{
    // Caught here, so that everything on the way was let go of: a fault that nobody catches ends the process at once, without its children.
    await Console.Error.WriteLineAsync(failure.ToString()).ConfigureAwait(false);
    return 1;
}

var known = string.Join(", ", BenchmarkModes.All.Select(each => each.Name));
await Console.Error.WriteLineAsync($"There is no mode '{asked}'; there is: {known}.").ConfigureAwait(false);
return 2;

// What was begun is ended in order, so that no data and no process stays behind.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
