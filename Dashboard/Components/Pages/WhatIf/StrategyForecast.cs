namespace Dashboard.Components.Pages.WhatIf;

/// <summary>What a strategy would make of the queues.</summary>
/// <param name="Name">RocketMQ's name of it.</param>
/// <param name="Explanation">Key of the text that says how it shares, and what was assumed for it.</param>
/// <param name="Unassigned">Queues that nobody would read.</param>
/// <param name="Moved">Queues that somebody reads now and somebody else, or nobody, would; null when nobody reads any now.</param>
public sealed record StrategyForecast(
    string Name, string Explanation, int Unassigned, int? Moved)
{
    /// <summary>Of each member, in the order of the members.</summary>
    internal IReadOnlyList<MemberShare> Shares { get; init; } = [];

    public int Fewest => Shares.Min(share => share.Queues);

    public int Most => Shares.Max(share => share.Queues);

    /// <summary>How many queues more the busiest consumer has than the idlest.</summary>
    public int Skew => Most - Fewest;

    /// <summary>Consumers without any queue.</summary>
    public int Idle => Shares.Count(share => share.Queues == 0);
}
