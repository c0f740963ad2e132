using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;

namespace Engine.Admin.Clusters;

/// <summary>
/// Requests to name servers and brokers. What goes wrong becomes an <see cref="AdminException"/> that names the peer; an answer with
/// an unexpected code is <see cref="AdminErrorKind.Refused"/> with the broker's remark.
/// </summary>
internal sealed class ClusterCalls(IRemotingClient remoting, IReadOnlyList<string> nameServers, TimeProvider timeProvider)
{
    /// <summary>Budget of one action over all its requests.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    /// <summary>Place in the list of the name server that answered last: it is asked first.</summary>
    private volatile int _lastGood;

    public IReadOnlyList<string> NameServers { get; } = nameServers;

    public TimeProvider Time { get; } = timeProvider;

    public Deadline StartDeadline() => new(Time, Time.GetTimestamp(), Budget);

    /// <summary>
    /// The answer of the first name server that gives one, whatever its code. One that is silent has its share of the time, and leaves the
    /// others theirs.
    /// </summary>
    public async Task<RemotingCommand> AskNameServerAsync(RemotingCommand request, Deadline deadline, CancellationToken cancellationToken)
    {
        RemotingException? last = null;
        var first = _lastGood;
        for (var tried = 0; tried < NameServers.Count; tried++)
        {
            var place = (first + tried) % NameServers.Count;
            var share = deadline.Remaining / (NameServers.Count - tried);
            try
            {
                var answer = await remoting.CallAsync(NameServers[place], request, share, cancellationToken).ConfigureAwait(false);
                _lastGood = place;
                return answer;
            }
            catch (RemotingException exception)
            {
                last = exception;
            }
        }

        throw new AdminException(AdminErrorKind.Unreachable, $"No name server answered: {last?.Message ?? "none is known"}.", last);
    }

    /// <summary>The same request to every name server; each must accept it.</summary>
    public Task TellNameServersAsync(RemotingCommand request, string what, Deadline deadline, CancellationToken cancellationToken) =>
        TellAllAsync(
            [.. NameServers.Select(address => new BrokerEndpoint("name server", address))],
            request,
            what,
            what,
            deadline,
            cancellationToken);

    /// <summary>The same request to several brokers at once; each must accept it.</summary>
    /// <param name="brokers">The brokers.</param>
    /// <param name="request">The request.</param>
    /// <param name="what">What a broker refuses, "topic T" for example.</param>
    /// <param name="action">What fails then, "Creating topic T" for example.</param>
    /// <param name="deadline">For all of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TellAllAsync(
        IReadOnlyList<BrokerEndpoint> brokers,
        RemotingCommand request,
        string what,
        string action,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var outcomes = await AskAllAsync(
            brokers,
            (broker, token) => RequireAsync(broker, request, what, deadline.Remaining, token),
            cancellationToken).ConfigureAwait(false);
        outcomes.RequireAll(action);
    }

    /// <summary>The body of each broker's answer to the same request.</summary>
    public Task<IReadOnlyList<BrokerOutcome<T>>> ReadAllAsync<T>(
        IReadOnlyList<BrokerEndpoint> brokers,
        RemotingCommand request,
        string what,
        Deadline deadline,
        CancellationToken cancellationToken)
        where T : class, ICommandBody
    {
        return AskAllAsync(brokers, ReadAsync, cancellationToken);

        async Task<T> ReadAsync(BrokerEndpoint broker, CancellationToken token)
        {
            var answer = await RequireAsync(broker, request, what, deadline.Remaining, token).ConfigureAwait(false);
            return answer.ReadBody<T>();
        }
    }

    /// <summary>A broker's answer, whatever its code; no answer is <see cref="AdminErrorKind.Unreachable"/>.</summary>
    public async Task<RemotingCommand> AskAsync(
        BrokerEndpoint broker, RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await remoting.CallAsync(broker.Address, request, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (RemotingException exception)
        {
            throw new AdminException(AdminErrorKind.Unreachable, $"{broker.Node} did not answer: {exception.Message}", exception);
        }
    }

    /// <summary>A broker's answer with code 0; another code is <see cref="AdminErrorKind.Refused"/>.</summary>
    public async Task<RemotingCommand> RequireAsync(
        BrokerEndpoint broker, RemotingCommand request, string what, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(broker, request, timeout, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.Success ? answer : throw Refusal(broker, answer, what);
    }

    /// <summary>Asks several at once; the failure of one leaves the others alone.</summary>
    public static async Task<IReadOnlyList<BrokerOutcome<T>>> AskAllAsync<T>(
        IReadOnlyList<BrokerEndpoint> brokers,
        Func<BrokerEndpoint, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken)
        where T : class =>
        await Task.WhenAll(brokers.Select(broker => OutcomeAsync(broker, ask, cancellationToken))).ConfigureAwait(false);

    /// <summary>How a broker's answer with a code other than 0 reads.</summary>
    public static AdminException Refusal(BrokerEndpoint broker, RemotingCommand answer, string what) =>
        new(AdminErrorKind.Refused, $"{broker.Node} refused {what} with code {answer.Code}: {answer.Remark ?? "no remark"}");

    private static async Task<BrokerOutcome<T>> OutcomeAsync<T>(
        BrokerEndpoint broker, Func<BrokerEndpoint, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return new(broker, await ask(broker, cancellationToken).ConfigureAwait(false), null);
        }
        catch (AdminException exception)
        {
            return new(broker, null, exception);
        }
        catch (CommandFieldException exception)
        {
            return new(broker, null, new AdminException(
                AdminErrorKind.Refused, $"{broker.Node} answered unreadably: {exception.Message}", exception));
        }
    }
}
