using Engine.Admin;
using Engine.Admin.Messages;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Admin.Messages;

public sealed class MessageSenderTests
{
    private static readonly Message Order = new() { Topic = "orders", Body = new byte[] { 1 } };

    private int _attempts;

    [Fact]
    public async Task SendAsync_ManyTimes_CountsAndKeepsTheLast()
    {
        var summary = await SendAsync(Order, 150, failWith: null);

        (summary.Sent, summary.Failed, summary.Error).ShouldBe((150, 0, null));
        summary.Last.ShouldNotBeNull();
        _attempts.ShouldBe(150);
    }

    [Fact]
    public async Task SendAsync_RefusalThatRepeatsMeet_Stops()
    {
        var summary = await SendAsync(Order, 10_000, new ClientException(ResponseCode.NoPermission, "not writable"));

        (summary.Sent, summary.Failed, summary.Error).ShouldBe((0, 10_000, "not writable"));
        _attempts.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public async Task SendAsync_BusyBroker_GoesOn()
    {
        var summary = await SendAsync(Order, 130, new ClientException(ResponseCode.SystemBusy, "busy"));

        (summary.Sent, summary.Failed, summary.Error).ShouldBe((0, 130, "busy"));
        _attempts.ShouldBe(130);
    }

    [Fact]
    public async Task SendAsync_AskerLeaves_EndsAndCountsWhatWent()
    {
        using var asker = new CancellationTokenSource();
        SendMessage send = async (message, token) =>
        {
            await asker.CancelAsync();
            return await Sender(null)(message, token);
        };

        var summary = await new ScriptedCluster(send).WithRoute().Admin.SendAsync(Order, 1000, asker.Token);

        (summary.Sent, summary.Failed, summary.Error).ShouldBe((64, 936, "the sending was given up before its end"));
        _attempts.ShouldBe(64);
    }

    [Theory]
    [InlineData(0, 1, "count")]
    [InlineData(100_001, 1, "count")]
    [InlineData(1, 0, "body")]
    [InlineData(1, 4 * 1024 * 1024 + 1, "body")]
    public async Task SendAsync_OutsideTheLimits_NamesTheField(int count, int bytes, string field)
    {
        var failure = await Should.ThrowAsync<AdminException>(() => SendAsync(Order with { Body = new byte[bytes] }, count, null));

        (failure.Kind, failure.Field).ShouldBe((AdminErrorKind.InvalidArgument, field));
        _attempts.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_UnknownTopic_IsTopicNotFoundAndNothingIsSent()
    {
        var cluster = new ScriptedCluster(Sender(null));

        var failure = await Should.ThrowAsync<AdminException>(() => cluster.Admin.SendAsync(Order, 1, CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
        _attempts.ShouldBe(0);
    }

    private Task<SendSummary> SendAsync(Message message, int count, ClientException? failWith) =>
        new ScriptedCluster(Sender(failWith)).WithRoute().Admin.SendAsync(message, count, CancellationToken.None);

    private SendMessage Sender(ClientException? failWith) => (message, _) =>
    {
        Interlocked.Increment(ref _attempts);
        return failWith is null
            ? Task.FromResult(new SendResult(SendStatus.SendOk, "id", "offset-id", new MessageQueue(message.Topic, "broker-a", 0), 0))
            : Task.FromException<SendResult>(failWith);
    };
}
