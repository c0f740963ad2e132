using Engine.Client.Consuming.Retries;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Retries;

[Trait("Behaviour", "D4")]
public sealed class RetryCopyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    private static readonly MessageExt Original = new()
    {
        Topic = "Orders",
        Body = new byte[] { 1, 2, 3 },
        Flag = 7,
        SysFlag = MessageSysFlags.Compressed | MessageSysFlags.CompressionZlib | MessageSysFlags.TransactionCommit,
        PhysicalOffset = 0xC4,
        StoreHost = HostAddress.Parse("127.0.0.1:10911"),
        ReconsumeTimes = 4,
        Properties = new Dictionary<string, string>
        {
            [MessageProperties.Keys] = "K1 K2",
            [MessageProperties.Tags] = "T",
            [MessageProperties.UniqueKey] = "U",
            [MessageProperties.MinOffset] = "0",
            [MessageProperties.MaxOffset] = "9",
            [MessageProperties.ConsumeStartTime] = "1",
            [MessageProperties.TransactionPrepared] = "true",
            [MessageProperties.ReconsumeTime] = "3",
            [MessageProperties.MaxReconsumeTimes] = "5",
            ["mine"] = "1",
        },
    };

    [Fact]
    public void Of_Message_GoesToTheRetryTopicWithItsPast()
    {
        var copy = RetryCopy.Of("g", Original, reconsumeTimes: 5, maxReconsumeTimes: 16, Now);

        copy.Topic.ShouldBe("%RETRY%g");
        copy.MessageId.ShouldBe("U");
        copy.Body.ToArray().ShouldBe([1, 2, 3]);
        var header = copy.Template;
        (header.ReconsumeTimes, header.MaxReconsumeTimes, header.Flag).ShouldBe((5, 16, 7));
        header.SysFlag.ShouldBe(MessageSysFlags.Compressed | MessageSysFlags.CompressionZlib);
        header.BornTimestamp.ShouldBe(1_700_000_000_000);
        PropertyString.Parse(header.Properties).ShouldBe(
            new Dictionary<string, string>
            {
                [MessageProperties.Keys] = "K1 K2",
                [MessageProperties.Tags] = "T",
                [MessageProperties.UniqueKey] = "U",
                [MessageProperties.RetryTopic] = "Orders",
                [MessageProperties.DelayLevel] = "7",
                [MessageProperties.OriginMessageId] = "7F00000100002A9F00000000000000C4",
                ["mine"] = "1",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Of_RetriedMessage_KeepsTheFirstId()
    {
        var properties = new Dictionary<string, string>(Original.Properties) { [MessageProperties.OriginMessageId] = "FIRST" };

        var copy = RetryCopy.Of("g", Original with { Properties = properties }, 5, 16, Now);

        PropertyString.Parse(copy.Template.Properties)[MessageProperties.OriginMessageId].ShouldBe("FIRST");
    }
}
