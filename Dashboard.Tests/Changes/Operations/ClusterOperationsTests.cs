using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Tests.Components;
using Engine.Admin;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Dashboard.Tests.Changes.Operations;

public sealed class ClusterOperationsTests : ComponentTest
{
    private static readonly Actor Actor = new("local", "api");

    private readonly IClusterChanger _changer = Substitute.For<IClusterChanger>();

    [Theory]
    [InlineData(AdminErrorKind.Conflict, "refused")]
    [InlineData(AdminErrorKind.GroupNotFound, "refused")]
    [InlineData(AdminErrorKind.NotReady, "refused")]
    [InlineData(AdminErrorKind.Unreachable, "failed")]
    [InlineData(AdminErrorKind.Refused, "failed")]
    public async Task DeleteGroupAsync_DoesNotSucceed_TellsWhetherAnythingMayBeGone(AdminErrorKind kind, string outcome)
    {
        await PrepareAuditAsync();
        _changer.DeleteGroupAsync("g", Arg.Any<CancellationToken>()).Returns(Task.FromException(new AdminException(kind, "it is so")));

        var failure = await Should.ThrowAsync<AdminException>(
            Operations().DeleteGroupAsync("embedded", "g", Actor, null, CancellationToken.None));

        failure.Kind.ShouldBe(kind);
        var entry = await EntryAsync();
        (entry.Outcome, entry.Detail).ShouldBe((outcome, "it is so"));
    }

    private ClusterOperations Operations()
    {
        var clusters = new ClusterRegistry([new RegisteredCluster(Cluster, _changer)]);
        return new ClusterOperations(clusters, new ClusterChangers(clusters), Services.GetRequiredService<AuditedChange>());
    }

    private async Task<AuditRecord> EntryAsync() =>
        (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
}
