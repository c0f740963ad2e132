using System.Globalization;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Changes.Resets;

/// <summary>Reads what a plan needs from the cluster and lets the planner decide; changes nothing.</summary>
internal sealed class ResetPlanning(ClusterRegistry clusters, IdSource ids, TimeProvider timeProvider)
{
    /// <summary>A fresh plan; a wish that makes no sense is an <see cref="AdminException"/> that names its field.</summary>
    public async Task<ResetPlan> PlanAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        RequireSense(request);
        var createdAt = timeProvider.GetUtcNow();
        var group = await ReadGroupAsync(request.Cluster, request.Group, cancellationToken);
        var queues = ResetScope.Choose(request, group);
        var sources = await ReadSourcesAsync(request, queues, cancellationToken);
        var (rows, leftOut) = ResetPlanner.Plan(request, queues, sources);
        return new ResetPlan(ids.Next(), request, rows, group.Members.Count > 0, createdAt) { LeftOut = leftOut };
    }

    /// <summary>The group as it is now; a broadcasting group keeps its offsets in each client and cannot be reset from here.</summary>
    public async Task<GroupFigures> ReadGroupAsync(string cluster, string group, CancellationToken cancellationToken)
    {
        var figures = await clusters.Get(cluster).ReadGroupProgressAsync(group, cancellationToken);
        return figures.Model == MessageModel.Clustering
            ? figures
            : throw new AdminException(
                AdminErrorKind.Conflict,
                $"group '{group}' is broadcasting: its offsets are kept by each client and cannot be reset here");
    }

    private static void RequireSense(ResetRequest request)
    {
        switch (request.Mode)
        {
            case ResetMode.Time when request.At is null:
                throw Invalid("at", "mode 'time' needs 'at', an ISO 8601 time such as 2026-01-31T09:30:00.000Z");
            case ResetMode.Offset when request.Offset is null:
                throw Invalid("offset", "mode 'offset' needs 'offset', a number from 0");
            case ResetMode.Offset when request.Offset < 0:
                throw Invalid("offset", string.Create(
                    CultureInfo.InvariantCulture, $"offset {request.Offset} is negative; offsets start at 0"));
            case ResetMode.Shift when request.By is null:
                throw Invalid("by", "mode 'shift' needs 'by', the number of messages to go on, below 0 to go back");
            case ResetMode.Copy when string.IsNullOrEmpty(request.FromGroup):
                throw Invalid("fromGroup", "mode 'copy' needs 'fromGroup', the group whose offsets are to be taken");
            case ResetMode.Copy when request.FromGroup == request.Group:
                throw Invalid("fromGroup", $"group '{request.Group}' cannot take its own offsets; name another group");
        }
    }

    private static AdminException Invalid(string field, string message) => new(AdminErrorKind.InvalidArgument, message) { Field = field };

    private async Task<ResetSources> ReadSourcesAsync(
        ResetRequest request, IReadOnlyList<QueueFigures> queues, CancellationToken cancellationToken) => request.Mode switch
        {
            ResetMode.Time => ResetSources.None with { AtTime = await SearchAsync(request, queues, cancellationToken) },
            ResetMode.Copy => ResetSources.None with { Copied = await ReadOffsetsAsync(request, cancellationToken) },
            _ => ResetSources.None,
        };

    private async Task<Dictionary<MessageQueue, OffsetAtTime>> SearchAsync(
        ResetRequest request, IReadOnlyList<QueueFigures> queues, CancellationToken cancellationToken)
    {
        var found = new Dictionary<MessageQueue, OffsetAtTime>();
        var gateway = clusters.Get(request.Cluster);
        foreach (var queue in queues.Select(figures => figures.Queue))
        {
            found[queue] = await gateway.SearchOffsetAsync(queue, request.At!.Value, cancellationToken);
        }

        return found;
    }

    private async Task<Dictionary<MessageQueue, long>> ReadOffsetsAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        var source = await clusters.Get(request.Cluster).ReadGroupProgressAsync(request.FromGroup!, cancellationToken);
        return source.Model == MessageModel.Clustering
            ? source.Queues.Where(figures => figures.ConsumerOffset is not null)
                .ToDictionary(figures => figures.Queue, figures => figures.ConsumerOffset!.Value)
            : throw new AdminException(
                AdminErrorKind.Conflict,
                $"group '{request.FromGroup}' is broadcasting: its offsets are kept by each client and cannot be copied");
    }
}
