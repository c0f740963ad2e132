using Engine.Broker.Clients;
using Engine.Broker.Statistics;
using Engine.Protocol.Codes;
using Engine.Remoting.Connections;
using Engine.Tests.Time;
using NSubstitute;

namespace Engine.Tests.Broker.Clients;

[Trait("Behaviour", "B7")]
public sealed class ConsumerRegistryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly FakeTimeProvider _clock = new();
    private readonly IConnection[] _connections = [Substitute.For<IConnection>(), Substitute.For<IConnection>()];

    [Fact]
    public void FindSilent_HeartbeatsAndTimeComeWhileItLooks_CallsNobodySilentWhoBeats()
    {
        var reads = new ReadClock(_clock);
        var registry = new ConsumerRegistry(reads, new ChangeVersions(_clock, 1));
        BeatAll(registry);
        _clock.Advance(TimeSpan.FromSeconds(115));
        reads.AfterNextRead = () =>
        {
            BeatAll(registry);
            _clock.Advance(TimeSpan.FromSeconds(15));
        };

        registry.FindSilent(Limit).ShouldBeEmpty();
        _clock.Advance(Limit);
        registry.FindSilent(Limit).Select(member => member.Connection).ShouldBe(_connections, ignoreOrder: true);
    }

    private void BeatAll(ConsumerRegistry registry)
    {
        foreach (var (index, connection) in _connections.Index())
        {
            var channel = new ClientChannel($"client-{index}", connection, LanguageCode.DotNet, 1, _clock.GetTimestamp());
            registry.Register(BrokerClient.Consumer(BrokerClient.Group, BrokerClient.Subscription()), channel);
        }
    }

    /// <summary>A clock beside which something happens once it has been read.</summary>
    private sealed class ReadClock(TimeProvider clock) : TimeProvider
    {
        internal Action? AfterNextRead { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp()
        {
            var now = clock.GetTimestamp();
            var then = AfterNextRead;
            AfterNextRead = null;
            then?.Invoke();
            return now;
        }
    }
}
