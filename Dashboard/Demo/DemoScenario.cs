namespace Dashboard.Demo;

/// <summary>A situation that one button sets up on topics and groups of its own, with real clients.</summary>
/// <param name="Id">Its name in URLs.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Look">Two sentences: what happens, and where to look.</param>
/// <param name="Group">The group to look at.</param>
/// <param name="Consumers">The consumers it starts, in this order.</param>
internal sealed record DemoScenario(string Id, string Title, string Look, string Group, IReadOnlyList<DemoConsumerRequest> Consumers)
{
    /// <summary>The producer it starts after the consumers.</summary>
    public DemoProducerRequest? Producer { get; init; }

    /// <summary>Another one, started before that.</summary>
    public DemoProducerRequest? FirstProducer { get; init; }

    /// <summary>Whether its topics lie on the first broker alone, which is given a slave that follows before all else.</summary>
    public bool WithSlave { get; init; }

    /// <summary>Messages that it sends at once before all else.</summary>
    public int Burst { get; init; }
}
