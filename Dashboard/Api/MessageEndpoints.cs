using Dashboard.Api.Contracts;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Protocol;

namespace Dashboard.Api;

/// <summary>Stored messages: by topic and time, key, id or place; and one of them to a member of a group directly.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        var cluster = api.MapGroup("/clusters/{cluster}").WithTags("messages");
        cluster.MapRead("/messages", FindAsync).WithName("messages")
            .WithSummary("Messages of a topic by store time, newest first; or by key, by id, by queue and offset")
            .Produces<MessagePageContract>();
        cluster.MapRead("/messages/body", BodyAsync).WithName("messageBody")
            .WithSummary("The whole body of the message at an offset, as it was sent").Produces(200, null, "application/octet-stream");
        cluster.MapChange("POST", "/groups/{group}/consume", ConsumeAsync).WithName("consumeDirectly")
            .WithSummary("Gives a stored message to an online member of a group and waits for its result; moves no offset")
            .Accepts<ConsumeContract>("application/json").Produces<ConsumeResultContract>();
    }

    private static async Task<IResult> FindAsync(
        HttpContext context,
        string cluster,
        string? topic,
        string? from,
        string? to,
        string? page,
        string? size,
        string? key,
        string? id,
        string? broker,
        string? queueId,
        string? offset,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var query = new MessageQuery(context.Request.Query);
        var messages = clusters.Get(cluster).Messages;
        var answer = query.Mode switch
        {
            MessageSearch.Id => MessagePageContract.Of(
                await messages.FindByIdAsync(query.Require("id"), query.Find("topic"), cancellationToken)),
            MessageSearch.Key => MessagePageContract.Of(
                await messages.FindByKeyAsync(query.Require("topic"), query.Require("key"), cancellationToken)),
            MessageSearch.Place => MessagePageContract.Of(await AtAsync(messages, query, cancellationToken)),
            _ => MessagePageContract.Of(await PageAsync(messages, query, cancellationToken)),
        };
        return ApiJson.Result(context, answer);
    }

    private static async Task<IResult> BodyAsync(
        HttpContext context,
        string cluster,
        string? topic,
        string? broker,
        string? queueId,
        string? offset,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var finds = await AtAsync(clusters.Get(cluster).Messages, new MessageQuery(context.Request.Query), cancellationToken);
        var message = finds.Messages[0].Message;
        return TypedResults.Bytes(message.Body, "application/octet-stream", $"{message.MessageId}.bin");
    }

    private static async Task<IResult> ConsumeAsync(
        HttpContext context, string cluster, string group, ClusterOperations operations, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ConsumeContract>(context.Request, cancellationToken);
        var actor = RequestActor.Of(context);
        var result = await operations.ConsumeDirectlyAsync(
            cluster, group, body.ClientId, body.ToPlace(), body.Reason, actor, cancellationToken);
        return ApiJson.Result(context, ConsumeResultContract.Of(result));
    }

    private static async Task<MessageFinds> AtAsync(IMessageBrowser messages, MessageQuery query, CancellationToken cancellationToken)
    {
        var queue = new MessageQueue(query.Require("topic"), query.Require("broker"), query.RequireQueueId());
        var slice = await messages.ReadQueueAsync(queue, query.RequireOffset(), 1, cancellationToken);
        return slice.Messages.Count > 0
            ? new MessageFinds(slice.Messages, [], slice.SampledAt)
            : throw new AdminException(
                AdminErrorKind.QueueNotFound,
                $"No message is stored at offset {query.RequireOffset()} of {queue}; it holds {slice.MinOffset} to {slice.MaxOffset - 1}.")
            {
                Field = "offset",
            };
    }

    /// <summary>A page by its number is reached over those before it, a page by its cursor at once.</summary>
    private static async Task<MessagePage> PageAsync(IMessageBrowser messages, MessageQuery query, CancellationToken cancellationToken)
    {
        var range = new MessageRange(query.Require("topic"), query.FindTime("from"), query.FindTime("to"));
        var (number, cursor) = query.Page;
        var page = await messages.ReadPageAsync(range, cursor, query.Size, cancellationToken);
        for (var at = 1; at < number; at++)
        {
            if (page.Older is null)
            {
                return page with { Messages = [] };
            }

            page = await messages.ReadPageAsync(range, page.Older, query.Size, cancellationToken);
        }

        return page;
    }
}
