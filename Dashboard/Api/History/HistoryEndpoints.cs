using System.Globalization;
using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;

namespace Dashboard.Api.History;

/// <summary>What a group's figures were before.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this RouteGroupBuilder api) =>
        api.MapRead("/clusters/{cluster}/groups/{group}/history", ReadAsync).WithTags("groups").WithName("groupHistory")
            .WithSummary("Lag, offsets and rates of a group, of its queues of a topic or broker, or of one queue, over time")
            .Produces<HistoryContract>();

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string group,
        string? from,
        string? to,
        string? topic,
        string? broker,
        string? queueId,
        HistorySource source,
        CancellationToken cancellationToken)
    {
        source.Clusters.Get(cluster);
        var range = HistoryRange.Of(from, to, source.Now, source.Queries.Longest);
        (string? Topic, string? Broker, int? QueueId) scope = (topic, broker, QueueIdOf(queueId, topic, broker));
        var answer = await source.ReadAsync(cluster, group, scope, range, cancellationToken);
        if (answer.Points.Count == 0)
        {
            // Nothing recorded is an answer only for a group that exists.
            await source.Feed.ReadGroupAsync(cluster, group, cancellationToken);
        }

        return ApiJson.Result(context, HistoryContract.Of(cluster, group, scope, answer));
    }

    private static int? QueueIdOf(string? text, string? topic, string? broker)
    {
        if (text is null)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var queueId))
        {
            throw new InvalidBodyException("queueId", $"queueId '{Clip.Text(text)}' is not a queue id; write 0 or above");
        }

        return topic is not null && broker is not null ? queueId
            : throw new InvalidBodyException("queueId", "a queue id alone names no queue; give topic and broker with it");
    }
}
