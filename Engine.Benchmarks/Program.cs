using Engine.Benchmarks;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var asked = args.Length == 0 ? "list" : args[0];
if (BenchmarkModes.Find(asked) is { } mode)
    return await mode.RunAsync(Console.Out, stop.Token).ConfigureAwait(false);

var known = string.Join(", ", BenchmarkModes.All.Select(each => each.Name));
await Console.Error.WriteLineAsync($"There is no mode '{asked}'; there is: {known}.").ConfigureAwait(false);
return 2;
