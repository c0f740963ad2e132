using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Members;

/// <summary>Asks members of groups through a broker what they do now (307), at most 16 at once.</summary>
internal sealed class RunningInfoReader(ClusterCalls calls)
{
    private const int AtOnce = 16;

    /// <summary>What the client says; that it says nothing is an <see cref="AdminException"/> that names it.</summary>
    public async Task<RunningInfo> ReadAsync(
        BrokerEndpoint broker, string group, string clientId, bool withStacks, Deadline deadline, CancellationToken cancellationToken)
    {
        var header = new GetConsumerRunningInfoHeader { ConsumerGroup = group, ClientId = clientId, JstackEnable = withStacks };
        var request = RemotingCommand.Request(RequestCode.GetConsumerRunningInfo, header);
        try
        {
            var answer = await calls
                .RequireAsync(broker, request, "running information", deadline.Remaining, cancellationToken)
                .ConfigureAwait(false);
            return RunningInfoReading.Of(answer.ReadBody<ConsumerRunningInfoBody>());
        }
        catch (AdminException exception)
        {
            throw new AdminException(exception.Kind, $"{clientId} told nothing: {exception.Message}", exception);
        }
        catch (CommandFieldException exception)
        {
            throw new AdminException(AdminErrorKind.Refused, $"{clientId} answered unreadably: {exception.Message}", exception);
        }
    }

    /// <summary>Each membership with what its client says, or why it did not; all within the deadline.</summary>
    public async Task<IReadOnlyList<ClientMembership>> FillAsync(
        IReadOnlyList<(BrokerEndpoint Broker, string ClientId, ClientMembership Membership)> asked,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(AtOnce);
        return await Task.WhenAll(asked.Select(AskAsync)).ConfigureAwait(false);

        async Task<ClientMembership> AskAsync((BrokerEndpoint Broker, string ClientId, ClientMembership Membership) one)
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var (broker, clientId, membership) = one;
                var running = await ReadAsync(broker, membership.Group, clientId, withStacks: false, deadline, cancellationToken)
                    .ConfigureAwait(false);
                return membership with { Running = running };
            }
            catch (AdminException exception)
            {
                return one.Membership with { Problem = exception.Message };
            }
            finally
            {
                places.Release();
            }
        }
    }
}
