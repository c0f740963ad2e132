using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Client.Routing;

/// <summary>A topic's route as a producer and as a consumer see it. Immutable.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Body">The route as the name server told it.</param>
/// <param name="PublishQueues">Queues that can be written.</param>
/// <param name="SubscribeQueues">Queues that can be read.</param>
/// <param name="IsFromTemplate">True while the topic does not exist and the route of the template topic stands in for its own.</param>
internal sealed record TopicRouteView(
    string Topic,
    TopicRouteBody Body,
    IReadOnlyList<MessageQueue> PublishQueues,
    IReadOnlyList<MessageQueue> SubscribeQueues,
    bool IsFromTemplate)
{
    public static TopicRouteView Of(string topic, TopicRouteBody body) =>
        new(topic, body, RouteViews.Publish(topic, body), RouteViews.Subscribe(topic, body), IsFromTemplate: false);

    /// <summary>The route of a topic that the first send will create from the template, with at most so many queues per broker.</summary>
    public static TopicRouteView FromTemplate(string topic, TopicRouteBody template, int queueNums)
    {
        var body = RouteViews.Limited(template, queueNums);
        return new(topic, body, RouteViews.Publish(topic, body), [], IsFromTemplate: true);
    }
}
