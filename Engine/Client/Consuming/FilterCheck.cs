using Engine.Client.Routing;
using Engine.Protocol.Bodies;
using Engine.Protocol.Filters;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming;

/// <summary>
/// Asks, before a consumer starts, a broker of each topic that is filtered by SQL92 whether it can (46): with a malformed expression every
/// pull would fail. Mirrors MQClientInstance#checkClientInBroker.
/// </summary>
internal sealed partial class FilterCheck(ConsumerScope scope)
{
    private readonly ILogger _logger = scope.Logger<FilterCheck>();

    /// <summary>A broker that cannot be asked is passed over.</summary>
    /// <exception cref="ClientException">A broker refuses an expression; the message names it and says why.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in scope.Subscriptions.All.Where(data => data.ExpressionType == ExpressionTypes.Sql92))
        {
            var routes = scope.Instance.Routes.Current;
            var broker = routes.Find(subscription.Topic)?.Body.BrokerDatas.FirstOrDefault()?.BrokerName;
            if (broker is not null && routes.FindReadable(broker, BrokerTarget.MasterId) is { } target)
            {
                await RequireAsync(target.Address, subscription, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RequireAsync(string address, SubscriptionData subscription, CancellationToken cancellationToken)
    {
        var body = new CheckClientBody
        {
            ClientId = scope.Instance.ClientId,
            Group = scope.Group,
            SubscriptionData = subscription,
        };
        try
        {
            await scope.Instance.Apis.Clients.CheckSubscriptionAsync(address, body, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception) when (exception.InnerException is RemotingException)
        {
            LogNotAsked(scope.Group, subscription.Topic, exception.Message);
        }
        catch (ClientException exception)
        {
            var what = $"group {scope.Group} cannot subscribe topic {subscription.Topic} by SQL92 '{subscription.SubString}'";
            throw new ClientException(exception.ResponseCode, $"{what}: {exception.Message}", exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} does not know yet whether its subscription of topic {Topic} is possible: {Reason}")]
    private partial void LogNotAsked(string group, string topic, string reason);
}
