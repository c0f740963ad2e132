using Engine.Admin.Topics;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Groups that want messages by their properties.</summary>
[Trait("Behaviour", "C7")]
public sealed class SqlScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Expression_SomeMessagesPass_TheOthersMoveTheOffsetOnly(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(Options("amount > 6"), listener);
        await SendAsync(cluster, 10);

        await cluster.Pump.UntilAsync(listener.ReceivedAsync(3), "the three messages of more than six");
        await cluster.UntilDrainedAsync(Group, Topic);

        listener.Received.Select(message => message.Property("amount")).Order().ShouldBe(["7", "8", "9"]);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Expression_CannotBeRead_TheConsumerDoesNotStartAndSaysWhy(Wire wire)
    {
        await using var cluster = await StartAsync(wire);

        var refusal = await Should.ThrowAsync<ClientException>(
            () => cluster.StartConsumerAsync(Options("amount >> 6"), new RecordingListener()));

        refusal.ResponseCode.ShouldBe(ResponseCode.SubscriptionParseFailed);
        refusal.Message.ShouldContain("billing cannot subscribe topic orders by SQL92 'amount >> 6'");
        refusal.Message.ShouldContain("position");
    }

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 2));

    private static PushConsumerOptions Options(string expression) => ScenarioCluster.OptionsOf(Group, Topic) with
    {
        Subscriptions = new Dictionary<string, string>(),
        SqlSubscriptions = new Dictionary<string, string> { [Topic] = expression },
    };

    private static async Task SendAsync(ScenarioCluster cluster, int count)
    {
        var producer = await cluster.StartProducerAsync();
        for (var amount = 0; amount < count; amount++)
        {
            var properties = new Dictionary<string, string> { ["amount"] = amount.ToString(provider: null) };
            var message = new Message { Topic = Topic, Body = new byte[] { 1 }, Properties = properties };
            await producer.SendAsync(message, CancellationToken.None);
        }
    }
}
