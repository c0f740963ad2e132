using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>
/// What every allocation strategy would make of the same queues and members, computed by the strategies that the consumers use. Pure.
/// </summary>
internal static class AllocationForecast
{
    public static IReadOnlyList<StrategyForecast> Of(ForecastInput input)
    {
        var even = new AllocateAveragely();
        return
        [
            Forecast(input, even, "WhatIfAvg"),
            Forecast(input, new AllocateAveragelyByCircle(), "WhatIfCircle"),
            Forecast(input, new AllocateConsistentHash(), "WhatIfHash"),
            Forecast(
                input,
                new AllocateMachineRoomNearby(even, queue => queue.BrokerName, client => RoomOf(input, client)),
                "WhatIfNearby"),
            Forecast(input, new AllocateByMachineRoom(RoomsOf(input)), "WhatIfRoom"),
            Forecast(input, client => new AllocateByConfig(HeldBy(input, client)), "WhatIfConfig"),
        ];
    }

    /// <summary>Who would read each queue under a strategy; queues that nobody would are left out.</summary>
    public static IReadOnlyDictionary<MessageQueue, string> Owners(ForecastInput input, Func<string, IAllocateStrategy> strategyOf)
    {
        var owners = new Dictionary<MessageQueue, string>();
        foreach (var topic in input.Queues.Select(queue => queue.Queue).GroupBy(queue => queue.Topic))
        {
            MessageQueue[] queues = [.. topic.Order()];
            foreach (var member in input.Members)
            {
                foreach (var queue in strategyOf(member).Allocate(input.Group, member, queues, input.Members))
                {
                    owners.Add(queue, member);
                }
            }
        }

        return owners;
    }

    private static StrategyForecast Forecast(ForecastInput input, IAllocateStrategy strategy, string explanation) =>
        Forecast(input, _ => strategy, explanation);

    private static StrategyForecast Forecast(ForecastInput input, Func<string, IAllocateStrategy> strategyOf, string explanation)
    {
        var owners = Owners(input, strategyOf);
        var moved = input.Queues.Count(queue => queue.Owner is { } now && owners.GetValueOrDefault(queue.Queue) != now);
        return new StrategyForecast(
            strategyOf(input.Members[0]).Name,
            explanation,
            input.Queues.Count - owners.Count,
            input.Queues.Any(queue => queue.Owner is not null) ? moved : null)
        {
            Shares = [.. input.Members.Select(member => ShareOf(member, input.Queues, owners))],
        };
    }

    private static MemberShare ShareOf(
        string member, IReadOnlyList<ForecastQueue> queues, IReadOnlyDictionary<MessageQueue, string> owners)
    {
        var (total, gained, lost) = (0, 0, 0);
        foreach (var queue in queues)
        {
            var (isIts, isHeld) = (owners.GetValueOrDefault(queue.Queue) == member, queue.Owner == member);
            total += isIts ? 1 : 0;
            gained += isIts && !isHeld ? 1 : 0;
            lost += isHeld && !isIts ? 1 : 0;
        }

        return new MemberShare(total, gained, lost);
    }

    /// <summary>Each broker stands for a machine room, and the members are dealt out to the rooms in turn.</summary>
    private static string RoomOf(ForecastInput input, string client)
    {
        var rooms = input.Queues.Select(queue => queue.Queue.BrokerName).Distinct().Order(StringComparer.Ordinal).ToArray();
        return rooms[input.Members.Index().First(member => member.Item == client).Index % rooms.Length];
    }

    /// <summary>The rooms that broker names carry, as in room@broker.</summary>
    private static IEnumerable<string> RoomsOf(ForecastInput input) =>
        input.Queues
            .Select(queue => queue.Queue.BrokerName.Split('@'))
            .Where(parts => parts.Length == 2)
            .Select(parts => parts[0])
            .Distinct();

    private static IEnumerable<MessageQueue> HeldBy(ForecastInput input, string client) =>
        input.Queues.Where(queue => queue.Owner == client).Select(queue => queue.Queue);
}
