using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Storing;
using Engine.Benchmarks.Wiring;

namespace Engine.Benchmarks;

/// <summary>All child roles; people have no use for them, so no list names them.</summary>
internal static class ChildRoles
{
    internal const string Word = "child";

    private static readonly IReadOnlyList<ChildRole> All =
    [
        new(CrashLoad.Role, CrashLoad.RunAsync),
        new(CrashedLog.Role, CrashedLog.FillAsync),
        new(RefusedFill.Role, RefusedFill.FillAsync),
        new(IdleBroker.FillRole, IdleBroker.FillAsync),
        new(IdleBroker.IdleRole, IdleBroker.IdleAsync),
        new(WireServer.Role, WireServer.ServeAsync),
    ];

    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        if (All.FirstOrDefault(role => role.Name == run.Arguments.FirstOrDefault()) is not { } role)
            return 2;

        using var link = new ParentLink(Console.In, ct);
        await role.RunAsync(run with { Arguments = [.. run.Arguments.Skip(1)] }, link, link.Gone).ConfigureAwait(false);
        return 0;
    }
}
