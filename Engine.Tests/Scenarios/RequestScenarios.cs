using System.Text;
using Engine.Admin.Topics;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>Requests that a consumer replies to.</summary>
public sealed class RequestScenarios
{
    private const string Topic = "questions";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Request_ConsumerReplies_EachCallerGetsItsOwn(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var replying = await cluster.StartProducerAsync(new ProducerOptions { Group = "replying" });
        await cluster.StartConsumerAsync("answers", Topic, new ReplyingListener(replying));
        var asking = await cluster.StartProducerAsync(new ProducerOptions { Group = "asking" });
        var questions = Enumerable.Range(0, 20).Select(number => $"{number} {new string('x', number * 500)}").ToArray();

        var replies = Task.WhenAll(questions.Select(question => asking.RequestAsync(Message(question), Patience, CancellationToken.None)));

        await cluster.Pump.UntilAsync(replies, "20 replies");
        (await replies).Select(reply => Encoding.UTF8.GetString(reply.Body.Span)).ShouldBe(questions.Select(Answer));
        (await replies).ShouldAllBe(reply => reply.Topic == "embedded_REPLY_TOPIC");
        (asking.Statistics.PendingRequests, asking.Statistics.LateReplies, asking.Statistics.UnknownReplies).ShouldBe((0, 0, 0));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Request_NobodyReplies_EndsInTimeAndALateReplyIsCounted(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var asking = await cluster.StartProducerAsync(new ProducerOptions { Group = "asking" });
        var question = asking.RequestAsync(Message("anyone?"), TimeSpan.FromSeconds(3), CancellationToken.None);

        var failure = await Should.ThrowAsync<ClientException>(() => cluster.Pump.UntilAsync(question, "the end of the request"));

        failure.ResponseCode.ShouldBe(ClientErrorCode.RequestTimeout);
        var replying = await cluster.StartProducerAsync(new ProducerOptions { Group = "replying" });
        await cluster.StartConsumerAsync("answers", Topic, new ReplyingListener(replying));
        await cluster.Pump.UntilAsync(() => Task.FromResult(asking.Statistics.LateReplies > 0), () => "a late reply");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Reply_CallerIsGone_FailsForTheConsumer(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var asking = await cluster.StartProducerAsync(new ProducerOptions { Group = "asking" });
        var question = asking.RequestAsync(Message("anyone?"), Patience, CancellationToken.None);
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync("answers", Topic, listener);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "the question");
        await cluster.StopAsync(asking);
        await Should.ThrowAsync<ClientException>(() => question);
        var replying = await cluster.StartProducerAsync(new ProducerOptions { Group = "replying" });

        var failure = await Should.ThrowAsync<ClientException>(
            () => replying.ReplyAsync(ReplyMessage.To(listener.Received[0], "late"u8.ToArray()), CancellationToken.None));

        failure.Message.ShouldContain($"channel of <{asking.ClientId}> not found");
    }

    private static Message Message(string question) => new() { Topic = Topic, Body = Encoding.UTF8.GetBytes(question) };

    private static string Answer(string question) => $"re: {question}";

    private static Task<ScenarioCluster> StartAsync(Wire wire) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 2, 6, ["broker-a"]));

    private sealed class ReplyingListener(Producer producer) : IMessageListener
    {
        public async ValueTask<ConsumeStatus?> ConsumeAsync(
            IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
        {
            foreach (var message in messages)
            {
                var answer = Encoding.UTF8.GetBytes(Answer(Encoding.UTF8.GetString(message.Body.Span)));
                await producer.ReplyAsync(ReplyMessage.To(message, answer), cancellationToken);
            }

            return ConsumeStatus.Success;
        }
    }
}
