using Engine.Admin;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Groups;

public sealed class GroupAdminTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ListAsync_GroupsOnBothBrokers_AreMergedSortedAndWithoutSystemGroups()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("orders", []), Group("TOOLS_CONSUMER", [])]),
            Progress("broker-b", [Group("billing", []), Group("orders", [])]));

        var groups = await _cluster.Admin.ListGroupsAsync(CancellationToken.None);

        groups.ShouldBe(["billing", "orders"]);
    }

    [Fact]
    public async Task ReadAsync_UnknownGroup_IsGroupNotFoundAndNamesIt()
    {
        _cluster.OnBoth(
            RequestCode.GetQueueProgress, (_, _) => RemotingCommand.Answer(ResponseCode.SubscriptionGroupNotExist, "no group"));

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadGroupProgressAsync("orders", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.GroupNotFound);
        failure.Message.ShouldContain("orders");
    }

    [Fact]
    public async Task ReadAsync_IllegalName_IsInvalidArgumentWithTheRule()
    {
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadGroupProgressAsync("or ders", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.InvalidArgument);
        failure.Field.ShouldBe("group");
        failure.Message.ShouldContain("% | - _");
        _cluster.Remoting.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_WithMembers_IsConflictAndSaysHowMany()
    {
        _cluster.WithProgress(
            Progress("broker-a", [Group("orders", ["one", "two"])]), Progress("broker-b", [Group("orders", ["two"])]));

        var failure = await Should.ThrowAsync<AdminException>(() => _cluster.Admin.DeleteGroupAsync("orders", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Conflict);
        failure.Message.ShouldContain("2 members");
        _cluster.Remoting.CallsOf(RequestCode.DeleteSubscriptionGroup).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_Offline_DeletesGroupAndOffsetsOnBothBrokers()
    {
        _cluster.WithProgress(Progress("broker-a", [Group("orders", [])]), Progress("broker-b", []));
        _cluster.OnBoth(RequestCode.DeleteSubscriptionGroup, (_, _) => RemotingCommand.Success());

        await _cluster.Admin.DeleteGroupAsync("orders", CancellationToken.None);

        var headers = _cluster.Remoting.CallsOf(RequestCode.DeleteSubscriptionGroup)
            .Select(request => request.ReadHeader<DeleteSubscriptionGroupHeader>())
            .ToList();
        headers.Count.ShouldBe(2);
        headers.ShouldAllBe(header => header.GroupName == "orders" && header.RemoveOffset && header.CleanOffset);
    }

    [Fact]
    public async Task DeleteAsync_SystemGroup_IsRefused()
    {
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.DeleteGroupAsync("TOOLS_CONSUMER", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.InvalidArgument);
        _cluster.Remoting.Calls.ShouldBeEmpty();
    }
}
