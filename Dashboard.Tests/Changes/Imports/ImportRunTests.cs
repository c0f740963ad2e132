using Dashboard.Changes.Imports;
using Dashboard.Changes.Resets;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Tests.Time;
using NSubstitute;
using static Dashboard.Tests.Changes.Imports.ImportSamples;

namespace Dashboard.Tests.Changes.Imports;

public sealed class ImportRunTests
{
    private readonly IClusterChanger _changer = Substitute.For<IClusterChanger>();
    private readonly FakeTimeProvider _clock = new();
    private readonly ResetHistory _history;

    public ImportRunTests()
    {
        _history = new ResetHistory(_clock);
        _changer
            .ResetOffsetsAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<QueueResetTarget>>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult<IReadOnlyList<QueueResetResult>>([.. call.Arg<IReadOnlyList<QueueResetTarget>>()
                .Select(target => new QueueResetResult(target.Queue, 20, target.Offset, null, null))]));
    }

    [Fact]
    public async Task RunAsync_SetAndKept_GivesEveryRowInTheOrderOfThePlan()
    {
        var rows = await RunAsync(
            Plan(File(Offset(30, "h"), Offset(20), Offset(40, "h", queueId: 1)), Group(online: false, 20), Group(online: false, 20, "h")));

        rows.ShouldBe(
        [
            new("h", Queue(0), 20, 30, null, null), new("g", Queue(0), 20, 20, null, new ImportNote(ImportNoteKind.Stays), IsKept: true),
            new("h", Queue(1), 20, 40, null, new ImportNote(ImportNoteKind.NoOffset)),
        ]);
        await _changer.ReceivedWithAnyArgs(1).ResetOffsetsAsync(default!, default!, default);
        _history.ResetSince("embedded", "h", Queue(1), _clock.GetUtcNow()).ShouldBeTrue();
        _history.ResetSince("embedded", "g", Queue(0), _clock.GetUtcNow()).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_GroupThatNobodyKnows_IsMadeBeforeItsOffsetsAreSet()
    {
        await RunAsync(Plan(File(Offset(30, "new"))));

        Received.InOrder(() =>
        {
            _ = _changer.SaveGroupAsync(new GroupSettings("new"), Arg.Any<CancellationToken>());
            _ = _changer.ResetOffsetsAsync("new", Arg.Any<IReadOnlyList<QueueResetTarget>>(), Arg.Any<CancellationToken>());
        });
    }

    [Fact]
    public async Task RunAsync_OneGroupFails_TheOthersAreSet()
    {
        Fail("g", "g cannot");

        var rows = await RunAsync(Plan(File(Offset(30), Offset(30, "h")), Group(online: false, 20), Group(online: false, 20, "h")));

        rows.ShouldBe([new("g", Queue(0), 20, null, "g cannot", null), new("h", Queue(0), 20, 30, null, null)]);
        _history.ResetSince("embedded", "g", Queue(0), _clock.GetUtcNow()).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_OneGroupFailsUnforeseen_KeepsTheOffsetsOfBeforeAndCallsTheEndUnknown()
    {
        Fail("g", new InvalidOperationException("out of order"));

        var rows = await RunAsync(Plan(File(Offset(30), Offset(30, "h")), Group(online: false, 20), Group(online: false, 20, "h")));

        rows.ShouldBe(
        [
            new("g", Queue(0), 20, 30, "it is not known whether it was set: out of order", null), new("h", Queue(0), 20, 30, null, null),
        ]);
        _history.ResetSince("embedded", "g", Queue(0), _clock.GetUtcNow()).ShouldBeTrue("it may have been");
    }

    [Fact]
    public async Task RunAsync_ThreeGroupsInARowFail_TheRestIsNotTried()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        foreach (var name in names.Where(name => name != "e"))
        {
            Fail(name, "broker-a did not answer");
        }

        var rows = await RunAsync(Plan(
            File([.. names.Select(name => Offset(30, name))]), [.. names.Select(name => Group(online: false, 20, name))]));

        rows.Select(row => row.Error).Distinct().ShouldBe(["broker-a did not answer", "not tried, as the 3 groups before it failed"]);
        await _changer.ReceivedWithAnyArgs(3).ResetOffsetsAsync(default!, default!, default);
    }

    private void Fail(string group, string reason) => Fail(group, new AdminException(AdminErrorKind.Unreachable, reason));

    private void Fail(string group, Exception failure) => _changer
        .ResetOffsetsAsync(group, Arg.Any<IReadOnlyList<QueueResetTarget>>(), Arg.Any<CancellationToken>())
        .Returns(Task.FromException<IReadOnlyList<QueueResetResult>>(failure));

    private Task<IReadOnlyList<ImportOutcomeRow>> RunAsync(ImportPlan plan) =>
        new ImportRun(_changer, _history, plan).RunAsync(CancellationToken.None);
}
