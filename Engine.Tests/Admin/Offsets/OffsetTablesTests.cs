using Engine.Admin;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using static Engine.Tests.Admin.ScriptedCluster;

namespace Engine.Tests.Admin.Offsets;

public sealed class OffsetTablesTests
{
    private readonly ScriptedCluster _cluster = new();

    [Fact]
    public async Task ReadOffsetFileAsync_OneBroker_GivesItsTableInOrderAndAsksNoOther()
    {
        _cluster.Remoting.On(BrokerB, RequestCode.GetAllConsumerOffset, _ => RemotingCommand.Success(body: new ConsumerOffsetBody
        {
            OffsetTable = new Dictionary<string, IReadOnlyDictionary<int, long>>
            {
                ["orders@g"] = new Dictionary<int, long> { [1] = 7, [0] = 5 },
                ["billing@g"] = new Dictionary<int, long> { [0] = 1 },
                ["nobody"] = new Dictionary<int, long> { [0] = 1 },
            },
        }));

        var file = await _cluster.Admin.ReadOffsetFileAsync("broker-b", CancellationToken.None);

        file.Offsets.ShouldBe([new("billing", "g", 0, 1), new("orders", "g", 0, 5), new("orders", "g", 1, 7)]);
        _cluster.Remoting.Calls.ShouldNotContain(call => call.Address == BrokerA);
    }

    [Fact]
    public async Task ReadOffsetFileAsync_UnknownBroker_NamesThoseThereAre()
    {
        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadOffsetFileAsync("broker-x", CancellationToken.None));

        (failure.Kind, failure.Field).ShouldBe((AdminErrorKind.BrokerNotFound, "broker"));
        failure.Message.ShouldBe("Broker broker-x does not exist or is offline; there is broker-a, broker-b.");
    }

    [Fact]
    public async Task ReadOffsetFileAsync_BrokerRefuses_SaysItsRemark()
    {
        _cluster.Remoting.On(BrokerA, RequestCode.GetAllConsumerOffset, _ => RemotingCommand.Answer(ResponseCode.SystemError, "no room"));

        var failure = await Should.ThrowAsync<AdminException>(
            () => _cluster.Admin.ReadOffsetFileAsync("broker-a", CancellationToken.None));

        failure.Message.ShouldBe("broker-a refused reading its consumer offsets with code 1: no room");
    }
}
