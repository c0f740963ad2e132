using Engine.Broker;
using Engine.Broker.Registration;
using Engine.Broker.Replication;
using Engine.Broker.Settings;
using Engine.Broker.Statistics;
using Engine.Broker.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Remoting.Outbound;
using Engine.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Engine.Tests.Broker.Topics;

public sealed class TopicWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _sender = new();
    private readonly TimeProvider _clock = Substitute.For<TimeProvider>();
    private readonly List<RemotingCommand> _told = [];

    public void Dispose()
    {
        _sender.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Behaviour", "B6")]
    public async Task EnsureAsync_TheSenderLeavesWhileItsTopicIsMade_TheTopicIsSavedAndAnnouncedAllTheSame()
    {
        var writer = NewWriter();
        // The table asks for the time when the topic enters it.
        _clock.GetUtcNow().Returns(_ =>
        {
            _sender.Cancel();
            return DateTimeOffset.UnixEpoch;
        });

        await writer.EnsureAsync(new TopicConfig { TopicName = "TopicB" }, _sender.Token);

        BodyJson.Read<TopicConfigTableBody>(await File.ReadAllBytesAsync(_folder.File("topics.json")), 0)
            .TopicConfigTable.Keys.ShouldBe(["TopicB"]);
        _told.ShouldHaveSingleItem().ReadBody<RegisterBrokerBody>()
            .TopicConfigSerializeWrapper.TopicConfigTable.Keys.ShouldBe(["TopicB"]);
    }

    [Fact]
    [Trait("Behaviour", "B6")]
    public async Task EnsureAsync_TheDiskRefuses_TheNextSenderMakesAndSavesTheTopic()
    {
        var wanted = new TopicConfig { TopicName = "TopicB" };
        var writer = NewWriter();
        Directory.CreateDirectory(_folder.File("topics.json.tmp"));
        await Should.ThrowAsync<Exception>(() => writer.EnsureAsync(wanted, CancellationToken.None).AsTask());
        Directory.Delete(_folder.File("topics.json.tmp"));

        await writer.EnsureAsync(wanted, CancellationToken.None);

        BodyJson.Read<TopicConfigTableBody>(await File.ReadAllBytesAsync(_folder.File("topics.json")), 0)
            .TopicConfigTable.Keys.ShouldBe(["TopicB"]);
    }

    [Fact]
    public async Task PutAndRemove_TheDiskRefuses_LeaveTheTopicAsItWas()
    {
        var writer = NewWriter();
        var topic = new TopicConfig { TopicName = "TopicB", ReadQueueNums = 4 };
        await writer.PutAsync(topic, CancellationToken.None);
        Directory.CreateDirectory(_folder.File("topics.json.tmp"));

        await Should.ThrowAsync<IOException>(() => writer.PutAsync(topic with { ReadQueueNums = 8 }, CancellationToken.None).AsTask());
        (await writer.EnsureAsync(topic, CancellationToken.None)).ShouldBe(topic);
        await Should.ThrowAsync<IOException>(() => writer.RemoveAsync("TopicB", CancellationToken.None).AsTask());
        (await writer.EnsureAsync(topic, CancellationToken.None)).ShouldBe(topic);

        Directory.Delete(_folder.File("topics.json.tmp"));
        (await writer.RemoveAsync("TopicB", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task EnsureRoutedAsync_TheDiskRefuses_TheNextOneMakesAndSavesTheTopic()
    {
        var writer = NewWriter();
        var topic = new TopicConfig { TopicName = "%RETRY%GroupA" };
        Directory.CreateDirectory(_folder.File("topics.json.tmp"));
        await Should.ThrowAsync<IOException>(() => writer.EnsureRoutedAsync(topic, CancellationToken.None).AsTask());
        Directory.Delete(_folder.File("topics.json.tmp"));

        await writer.EnsureRoutedAsync(topic, CancellationToken.None);

        BodyJson.Read<TopicConfigTableBody>(await File.ReadAllBytesAsync(_folder.File("topics.json")), 0)
            .TopicConfigTable.Keys.ShouldBe(["%RETRY%GroupA"]);
    }

    private TopicWriter NewWriter()
    {
        var options = new BrokerOptions
        {
            ClusterName = "embedded",
            BrokerName = BrokerHarness.BrokerName,
            Address = BrokerHarness.Address,
            NameServers = [BrokerHarness.NameServerAddress],
            StoreFolder = _folder.File("store"),
        };
        var remoting = Substitute.For<IRemotingClient>();
        remoting.SendOneWayAsync(default!, default!, default, default).ReturnsForAnyArgs(call =>
        {
            _told.Add(call.Arg<RemotingCommand>());
            return Task.CompletedTask;
        });
        remoting.CallAsync(default!, default!, default, default).ReturnsForAnyArgs(RemotingCommand.Success());
        var topics = new TopicTable(_clock);
        return new TopicWriter(
            topics,
            new TableFile(_folder.File("topics.json"), NullLogger.Instance),
            new NameServerRegistration(
                new BrokerSettings(options), topics, new MasterPlace(options), remoting, NullLogger.Instance),
            new ChangeVersions(_clock, 10));
    }
}
