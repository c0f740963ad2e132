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
        var group = await ReadGroupAsync(request.Cluster, request.Group, cancellationToken);
        var queues = ResetScope.Choose(request, group);
        var atTime = await SearchAsync(request, queues, cancellationToken);
        var rows = ResetPlanner.Rows(request, queues, atTime);
        return new ResetPlan(ids.Next(), request, rows, group.Members.Count > 0, timeProvider.GetUtcNow());
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
                throw Invalid("offset", $"offset {request.Offset} is negative; offsets start at 0");
        }
    }

    private static AdminException Invalid(string field, string message) => new(AdminErrorKind.InvalidArgument, message) { Field = field };

    private async Task<IReadOnlyDictionary<MessageQueue, OffsetAtTime>> SearchAsync(
        ResetRequest request,
        IReadOnlyList<QueueFigures> queues,
        CancellationToken cancellationToken)
    {
        var found = new Dictionary<MessageQueue, OffsetAtTime>();
        if (request.Mode != ResetMode.Time)
        {
            return found;
        }

        var gateway = clusters.Get(request.Cluster);
        foreach (var queue in queues.Select(figures => figures.Queue))
        {
            found[queue] = await gateway.SearchOffsetAsync(queue, request.At!.Value, cancellationToken);
        }

        return found;
    }
}
