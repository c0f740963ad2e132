using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

public sealed class FilterScenarios
{
    private const string Topic = "orders";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C7")]
    public async Task Tags_GroupsWantDifferentOnes_EachGetsItsOwnAndPassesTheRest(Wire wire)
    {
        await using var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 2), CancellationToken.None);
        var listeners = new Dictionary<string, RecordingListener>
        {
            ["*"] = new(),
            ["paid"] = new(),
            ["paid || Aa"] = new(),
        };
        foreach (var (tags, listener) in listeners)
        {
            await cluster.StartConsumerAsync(GroupOf(tags), Topic, listener, tags: tags);
        }

        // Aa and BB have the same hash: the broker lets both through, the client tells them apart.
        await SendAsync(cluster, ["paid", "Aa", "BB", "shipped", "paid", null]);
        foreach (var tags in listeners.Keys)
        {
            await cluster.UntilDrainedAsync(GroupOf(tags), Topic);
        }

        Tags(listeners["*"]).ShouldBe(["paid", "Aa", "BB", "shipped", "paid", null], ignoreOrder: true);
        Tags(listeners["paid"]).ShouldBe(["paid", "paid"]);
        Tags(listeners["paid || Aa"]).ShouldBe(["paid", "Aa", "paid"], ignoreOrder: true);
    }

    private static string GroupOf(string tags) => "group-" + string.Concat(tags.Where(char.IsLetter));

    private static IEnumerable<string?> Tags(RecordingListener listener) => listener.Received.Select(message => message.Tags);

    private static async Task SendAsync(ScenarioCluster cluster, IEnumerable<string?> tags)
    {
        var producer = await cluster.StartProducerAsync();
        foreach (var tag in tags)
        {
            await producer.SendAsync(new Message { Topic = Topic, Tags = tag, Body = new byte[] { 1 } }, CancellationToken.None);
        }
    }
}
