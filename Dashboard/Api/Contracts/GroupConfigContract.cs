using Engine.Admin.Groups;

namespace Dashboard.Api.Contracts;

/// <summary>A group's configuration as each broker has it.</summary>
internal sealed record GroupConfigContract(string Group, bool Differs, IReadOnlyList<BrokerGroupConfigContract> Brokers)
{
    public static GroupConfigContract Of(GroupConfig config) => new(
        config.Group,
        config.Differs,
        [
            .. config.Brokers.Select(broker => new BrokerGroupConfigContract(
                broker.Broker, broker.Settings is { } settings ? GroupSettingsContract.Of(settings) : null, broker.Problem)),
        ]);
}
