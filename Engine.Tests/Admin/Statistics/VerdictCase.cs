using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Admin.Statistics;

/// <summary>A group with one queue and samples of its offset: what a test does not name is as in a healthy group.</summary>
internal sealed record VerdictCase
{
    internal static readonly DateTimeOffset Now = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    internal long? Consumer { get; init; } = 1000;

    internal long Broker { get; init; } = 2000;

    internal IReadOnlyList<string> SwitchedOffOn { get; init; } = [];

    internal IReadOnlyList<string> Subscribed { get; init; } = ["orders", "%RETRY%billing"];

    internal int Members { get; init; } = 1;

    internal MessageModel Model { get; init; } = MessageModel.Clustering;

    internal double? MembersChangedAgo { get; init; }

    internal double? TimeLag { get; init; } = 1;

    internal double? ResetAgo { get; init; }

    internal double? PulledAgo { get; init; }

    internal long? Pulled { get; init; }

    internal string? Owner { get; init; } = "c1";

    internal string? Rival { get; init; }

    internal double? ProduceRate { get; init; } = 10;

    /// <summary>Seconds before now, consumer offset, lag; oldest first.</summary>
    internal IReadOnlyList<(double Ago, long? Offset, long? Lag)> Samples { get; init; } = [];

    internal GroupFigures Group => new(
        "billing",
        SwitchedOffOn,
        Model,
        ConsumeType.Passively,
        Before(MembersChangedAgo),
        [.. Enumerable.Range(1, Members).Select(id => new GroupMemberView($"c{id}", "127.0.0.1:1", "DOTNET", "V4_9_8"))],
        [Queue],
        Now)
    {
        SubscribedTopics = Subscribed.ToHashSet(StringComparer.Ordinal),
    };

    internal QueueFigures Queue =>
        new(new MessageQueue("orders", "broker-a", 3), 0, Broker, Consumer, Pulled, null, Before(TimeLag), Owner)
        {
            LastPulledAt = Before(PulledAgo),
            Rival = Rival,
            ResetAt = Before(ResetAgo),
        };

    internal IReadOnlyList<OffsetSample> Consumed =>
        [.. Samples.Select(sample => new OffsetSample(Now.AddSeconds(-sample.Ago), sample.Offset, sample.Lag))];

    internal VerdictReason Decide() => QueueVerdictRule.Decide(Group, Queue, Consumed, ProduceRate);

    private static DateTimeOffset? Before(double? ago) => ago is { } seconds ? Now.AddSeconds(-seconds) : null;
}
