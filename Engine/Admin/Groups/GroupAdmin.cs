using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Admin.Groups;

/// <summary>Lists and deletes consumer groups.</summary>
internal sealed class GroupAdmin(ClusterCalls calls, ClusterDirectory directory, ProgressReader progress, TopicChanges topics)
{
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var names = await progress.ReadGroupNamesAsync(cancellationToken).ConfigureAwait(false);
        return [.. names.Where(group => !GroupNames.IsSystem(group)).Order(StringComparer.Ordinal)];
    }

    public async Task<GroupFigures> ReadAsync(string group, CancellationToken cancellationToken)
    {
        AdminNames.RequireGroup(group);
        return await progress.ReadGroupAsync(group, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string group, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnGroup(group);
        var figures = await progress.ReadGroupAsync(group, cancellationToken).ConfigureAwait(false);
        RequireOffline(figures);
        var deadline = calls.StartDeadline();
        var brokers = await directory.ReadAllMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var header = new DeleteSubscriptionGroupHeader { GroupName = group, RemoveOffset = true, CleanOffset = true };
        var request = RemotingCommand.Request(RequestCode.DeleteSubscriptionGroup, header);
        await calls
            .TellAllAsync(brokers, request, $"deleting group {group}", $"Deleting group {group}", deadline, cancellationToken)
            .ConfigureAwait(false);
        await topics.DeleteTopicsOfGroupAsync(group, brokers, deadline, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireOffline(GroupFigures figures)
    {
        if (figures.Members.Count > 0)
        {
            var members = figures.Members.Count == 1 ? "1 member" : string.Create(
                CultureInfo.InvariantCulture, $"{figures.Members.Count} members");
            throw new AdminException(
                AdminErrorKind.Conflict, $"Group {figures.Group} has {members} online; stop them before it is deleted.");
        }
    }
}
