using System.Globalization;
using Engine.Broker.Replication;
using Engine.Broker.Settings;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Registration;

/// <summary>
/// Tells every name server what this broker has (F1), of which a slave hears where its master is. One that does not answer is logged and
/// told again next time. Mirrors BrokerOuterAPI#registerBrokerAll.
/// </summary>
internal sealed partial class NameServerRegistration(
    BrokerSettings settings, TopicTable topics, MasterPlace master, IRemotingClient client, ILogger logger)
{
    private readonly BrokerOptions _options = settings.Options;

    /// <summary>One registration at a time: an older table must not arrive behind a newer one.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Registers and waits for the answers.</summary>
    public Task RegisterAsync(CancellationToken cancellationToken) => TellAllAsync(isOneWay: false, cancellationToken);

    /// <summary>Registers after a change, without waiting for answers.</summary>
    public Task AnnounceAsync(CancellationToken cancellationToken) => TellAllAsync(isOneWay: true, cancellationToken);

    public Task UnregisterAsync(CancellationToken cancellationToken)
    {
        var header = new UnregisterBrokerHeader
        {
            BrokerName = _options.BrokerName,
            BrokerAddress = _options.Address,
            ClusterName = _options.ClusterName,
            BrokerId = _options.BrokerId,
        };
        return ToAllAsync(RemotingCommand.Request(RequestCode.UnregisterBroker, header), isOneWay: false, cancellationToken);
    }

    private async Task TellAllAsync(bool isOneWay, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ToAllAsync(MakeRegistration(), isOneWay, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private RemotingCommand MakeRegistration()
    {
        var header = new RegisterBrokerHeader
        {
            BrokerName = _options.BrokerName,
            BrokerAddress = _options.Address,
            ClusterName = _options.ClusterName,
            HaServerAddress = _options.HaAddress ?? NextPort(),
            BrokerId = _options.BrokerId,
        };
        return RemotingCommand.Request(
            RequestCode.RegisterBroker, header, new RegisterBrokerBody { TopicConfigSerializeWrapper = Permitted(topics.ToBody()) });
    }

    /// <summary>A broker that may not be read or written says so of all its topics.</summary>
    private TopicConfigTableBody Permitted(TopicConfigTableBody table)
    {
        var permission = settings.Permission;
        return permission == TopicPerm.ReadWrite ? table : table with
        {
            TopicConfigTable = table.TopicConfigTable.ToDictionary(
                topic => topic.Key, topic => topic.Value with { Perm = permission }, StringComparer.Ordinal),
        };
    }

    /// <summary>Where RocketMQ serves slaves unless it is told otherwise.</summary>
    private string NextPort()
    {
        var address = HostAddress.Parse(_options.Address);
        return string.Create(CultureInfo.InvariantCulture, $"{address.Address}:{address.Port + 1}");
    }

    private Task ToAllAsync(RemotingCommand request, bool isOneWay, CancellationToken cancellationToken) =>
        Task.WhenAll(_options.NameServers.Select(server => ToOneAsync(server, request, isOneWay, cancellationToken)));

    private async Task ToOneAsync(string server, RemotingCommand request, bool isOneWay, CancellationToken cancellationToken)
    {
        try
        {
            if (isOneWay)
            {
                await client.SendOneWayAsync(server, request.AsOneWay(), _options.RegistrationTimeout, cancellationToken)
                    .ConfigureAwait(false);
                return;
            }

            var answer = await client.CallAsync(server, request, _options.RegistrationTimeout, cancellationToken).ConfigureAwait(false);
            if (answer.Code != ResponseCode.Success)
            {
                LogRefused(request.Code, _options.BrokerName, server, answer.Code, answer.Remark);
            }
            else if (_options.IsSlave && request.Code == RequestCode.RegisterBroker)
            {
                var place = answer.ReadHeader<RegisterBrokerResponseHeader>();
                master.Learn(place.MasterAddress, place.HaServerAddress);
            }
        }
        catch (RemotingException exception)
        {
            LogNotReached(exception, request.Code, _options.BrokerName, server);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "request {Code} of broker {Broker} was refused by name server {Server}: {Answer} {Remark}")]
    private partial void LogRefused(int code, string broker, string server, int answer, string? remark);

    [LoggerMessage(Level = LogLevel.Warning, Message = "request {Code} of broker {Broker} did not reach name server {Server}")]
    private partial void LogNotReached(Exception exception, int code, string broker, string server);
}
