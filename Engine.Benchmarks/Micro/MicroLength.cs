using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;

namespace Engine.Benchmarks.Micro;

/// <summary>How thoroughly the mode <c>micro</c> measures.</summary>
/// <param name="Word">The option on the command line; empty for the default.</param>
/// <param name="Plan">Warm-ups and rounds.</param>
internal sealed record MicroLength(string Word, Job Plan)
{
    /// <summary>Three rounds behind three warm-ups: says which way a change went.</summary>
    internal static readonly MicroLength Short = new("", Job.ShortRun);

    /// <summary>Thirty rounds behind ten warm-ups.</summary>
    private static readonly MicroLength Long = new("--long", Job.Default.WithWarmupCount(10).WithIterationCount(30));

    /// <summary>One call of each, in a Debug build too: shows that everything runs, its figures say nothing.</summary>
    private static readonly MicroLength Dry = new("--dry", Job.Dry);

    /// <summary>Those that have a word.</summary>
    internal static IReadOnlyList<MicroLength> All { get; } = [Long, Dry];

    /// <summary>Measures in this process: a program built for each benchmark would have to restore packages first.</summary>
    internal IConfig Configure(TextWriter notes, string artifacts)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Plan.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new NoteReport(notes))
            .WithArtifactsPath(artifacts)
            .WithOptions(ConfigOptions.DisableLogFile);
        return ReferenceEquals(this, Dry)
            ? config.WithOptions(ConfigOptions.DisableOptimizationsValidator)
            : config.AddValidator(JitOptimizationsValidator.FailOnError);
    }
}
