using Engine.Client.Routing;
using Engine.Protocol;

namespace Engine.Client.Producing;

/// <summary>Finds the queues a topic can be sent to. Mirrors DefaultMQProducerImpl#tryToFindTopicPublishInfo.</summary>
internal sealed class PublishRoutes(RouteTable routes, int defaultTopicQueueNums)
{
    /// <summary>
    /// Queues of the known route, else of the name server's, else those the template topic promises; none is a failure with code 10005.
    /// </summary>
    public async ValueTask<IReadOnlyList<MessageQueue>> GetAsync(string topic, CancellationToken cancellationToken)
    {
        if (routes.Current.Find(topic) is { PublishQueues.Count: > 0 } known)
        {
            return known.PublishQueues;
        }

        var route = await routes.RefreshAsync(topic, cancellationToken).ConfigureAwait(false)
            ?? await routes.UseTemplateAsync(topic, defaultTopicQueueNums, cancellationToken).ConfigureAwait(false);
        return route is { PublishQueues.Count: > 0 }
            ? route.PublishQueues
            : throw new ClientException(ClientErrorCode.NotFoundTopic, $"No route info of this topic: {topic}");
    }
}
