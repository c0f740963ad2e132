using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Admin.Groups;

/// <summary>Reads and writes the configuration of consumer groups on every broker (201, 200).</summary>
internal sealed class GroupConfiguration(ClusterCalls calls, ClusterDirectory directory)
{
    /// <summary>The configuration on the first broker that has one, by broker name.</summary>
    public async Task<GroupSettings> ReadAsync(string group, CancellationToken cancellationToken)
    {
        AdminNames.RequireGroup(group);
        var found = await FindAsync(group, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        return found is null ? throw Unknown(group) : ToSettings(found);
    }

    /// <summary>
    /// The configuration on each broker; one that does not answer is in it with the reason. That none has one is an
    /// <see cref="AdminException"/>, and so is that only silent brokers may.
    /// </summary>
    public async Task<GroupConfig> ReadEachAsync(string group, CancellationToken cancellationToken)
    {
        AdminNames.RequireGroup(group);
        var outcomes = await ReadTablesAsync(calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        var config = new GroupConfig(
            group,
            [
                .. outcomes.OrderBy(outcome => outcome.Broker.Name, StringComparer.Ordinal).Select(outcome => new BrokerGroupSettings(
                    outcome.Broker.Name,
                    outcome.Value?.SubscriptionGroupTable.GetValueOrDefault(group) is { } found ? ToSettings(found) : null,
                    outcome.Failure?.Message)),
            ]);
        if (config.Settings is null)
        {
            outcomes.RequireAll($"Reading the configuration of group {group}");
            throw Unknown(group);
        }

        return config;
    }

    public async Task SaveAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        GroupSettingsRule.Require(settings);
        var deadline = calls.StartDeadline();
        var brokers = await directory.ReadAllMastersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.UpdateAndCreateSubscriptionGroup, body: ToConfig(settings));
        await calls
            .TellAllAsync(brokers, request, $"group {settings.Name}", $"Configuring group {settings.Name}", deadline, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Makes a group known to one more broker, configured as on the others; by default when none has it configured.</summary>
    public async Task CopyToAsync(string group, BrokerEndpoint broker, Deadline deadline, CancellationToken cancellationToken)
    {
        var config = await FindAsync(group, deadline, cancellationToken).ConfigureAwait(false)
            ?? new SubscriptionGroupConfig { GroupName = group };
        var request = RemotingCommand.Request(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);
        await calls.RequireAsync(broker, request, $"group {group}", deadline.Remaining, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many retries a group allows, as the first broker that answers and knows says; null when none does.</summary>
    public async Task<int?> FindRetryLimitAsync(string group, Deadline deadline, CancellationToken cancellationToken)
    {
        var outcomes = await ReadTablesAsync(deadline, cancellationToken).ConfigureAwait(false);
        return ConfigOf(group, outcomes.Select(outcome => outcome.Value).OfType<SubscriptionGroupTableBody>())?.RetryMaxTimes;
    }

    private static AdminException Unknown(string group) =>
        new(AdminErrorKind.GroupNotFound, $"No broker has a configuration of group {group}.") { Field = "group" };

    private static SubscriptionGroupConfig? ConfigOf(string group, IEnumerable<SubscriptionGroupTableBody> tables) =>
        tables.Select(table => table.SubscriptionGroupTable.GetValueOrDefault(group)).FirstOrDefault(config => config is not null);

    private async Task<SubscriptionGroupConfig?> FindAsync(string group, Deadline deadline, CancellationToken cancellationToken)
    {
        var outcomes = await ReadTablesAsync(deadline, cancellationToken).ConfigureAwait(false);
        return ConfigOf(group, outcomes.RequireAll($"Reading the configuration of group {group}"));
    }

    private async Task<IReadOnlyList<BrokerOutcome<SubscriptionGroupTableBody>>> ReadTablesAsync(
        Deadline deadline, CancellationToken cancellationToken)
    {
        var brokers = await directory.ReadReadersAsync(deadline, cancellationToken).ConfigureAwait(false);
        var request = RemotingCommand.Request(RequestCode.GetAllSubscriptionGroupConfig);
        return await calls
            .ReadAllAsync<SubscriptionGroupTableBody>(brokers, request, "reading group configurations", deadline, cancellationToken)
            .ConfigureAwait(false);
    }

    private static GroupSettings ToSettings(SubscriptionGroupConfig config) => new(
        config.GroupName,
        config.ConsumeEnable,
        config.ConsumeBroadcastEnable,
        config.RetryQueueNums,
        config.RetryMaxTimes,
        config.NotifyConsumerIdsChangedEnable,
        config.ConsumeFromMinEnable,
        config.BrokerId,
        config.WhichBrokerWhenConsumeSlowly);

    private static SubscriptionGroupConfig ToConfig(GroupSettings settings) => new()
    {
        GroupName = settings.Name,
        ConsumeEnable = settings.Enabled,
        ConsumeBroadcastEnable = settings.BroadcastEnabled,
        RetryQueueNums = settings.RetryQueues,
        RetryMaxTimes = settings.RetryMaxTimes,
        NotifyConsumerIdsChangedEnable = settings.NotifyMembers,
        ConsumeFromMinEnable = settings.FromMinEnabled,
        BrokerId = settings.BrokerId,
        WhichBrokerWhenConsumeSlowly = settings.SlowBrokerId,
    };
}
