namespace Engine.Admin.Groups;

/// <summary>A group's configuration as each broker has it.</summary>
/// <param name="Group">Group name.</param>
/// <param name="Brokers">By broker name.</param>
public sealed record GroupConfig(string Group, IReadOnlyList<BrokerGroupSettings> Brokers)
{
    /// <summary>That of the first broker which has one; what a change goes out from.</summary>
    public GroupSettings? Settings => Brokers.Select(broker => broker.Settings).FirstOrDefault(settings => settings is not null);

    /// <summary>Whether a broker has another configuration than the first, or none; one that does not answer is not compared.</summary>
    public bool Differs => Brokers.Where(broker => broker.Problem is null).Select(broker => broker.Settings).Distinct().Count() > 1;
}
