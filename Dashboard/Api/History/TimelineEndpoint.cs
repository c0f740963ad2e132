using System.Globalization;
using System.Text.Json;
using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Figures.History;

namespace Dashboard.Api.History;

/// <summary>What happened to a group: members, rebalances, resets, nodes.</summary>
internal static class TimelineEndpoint
{
    private const int Usual = 200;
    private const int Most = 1000;

    /// <summary>The kinds as the API spells them.</summary>
    private static readonly IReadOnlyDictionary<string, TimelineKind> Kinds =
        Enum.GetValues<TimelineKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    public static void MapTimeline(this RouteGroupBuilder api) =>
        api.MapRead("/clusters/{cluster}/groups/{group}/timeline", ReadAsync).WithTags("groups").WithName("groupTimeline")
            .WithSummary("Joins, leaves, rebalances and resets of a group, and starts and stops of nodes, the newest first")
            .Produces<TimelineContract>();

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string group,
        string? kind,
        string? limit,
        HistorySource source,
        CancellationToken cancellationToken)
    {
        source.Clusters.Get(cluster);
        var (only, most) = (KindOf(kind), LimitOf(limit));
        var events = await source.Queries.ReadTimelineAsync(cluster, group, only, most, cancellationToken);
        if (!events.Any(one => one.Group == group))
        {
            // Nothing of its own is an answer only for a group that exists: what happens to nodes concerns all.
            await source.Feed.ReadGroupAsync(cluster, group, cancellationToken);
        }

        return ApiJson.Result(context, TimelineContract.Of(cluster, group, events, source.Queries.Problem));
    }

    private static TimelineKind? KindOf(string? text) => text is null ? null
        : Kinds.TryGetValue(text, out var kind) ? kind
        : throw new InvalidBodyException("kind", $"kind={Clip.Text(text)} is not offered; there is: {string.Join(", ", Kinds.Keys)}");

    private static int LimitOf(string? text) => text is null ? Usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= Most ? limit
        : throw new InvalidBodyException(
            "limit", string.Create(CultureInfo.InvariantCulture, $"limit={Clip.Text(text)} is not 1 to {Most}"));
}
