using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Languages;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;

namespace Dashboard.Tests.Components.Controls;

/// <summary>Pages make their words of the same state as the API.</summary>
public sealed class StateTextsTests
{
    public static TheoryData<GroupStateEvidence, string> Cases => new()
    {
        { new(GroupState.Disabled) { SwitchedOffOn = "broker-a, broker-b" }, "该消费组在 broker-a, broker-b 上已被禁止消费。" },
        { new(GroupState.Offline), "该消费组没有已连接的消费者。" },
        { new(GroupState.Rebalancing) { SinceChange = 3, Ownerless = 1 }, "成员在 3 s 前发生变化，1 个队列尚无持有者。" },
        { new(GroupState.Rebalancing) { SinceChange = 3, Ownerless = 2 }, "成员在 3 s 前发生变化，2 个队列尚无持有者。" },
        { new(GroupState.Stuck) { Members = 1, InFlight = 1 }, "1 个消费者手中有 1 条消息，最近一分钟内没有队列前进。" },
        { new(GroupState.Stuck) { Members = 2, InFlight = 3200 }, "2 个消费者手中有 3200 条消息，最近一分钟内没有队列前进。" },
        { new(GroupState.Consuming) { Members = 1, Queues = 1 }, "1 个消费者读取 1 个队列。" },
        { new(GroupState.Consuming) { Members = 1, Queues = 8, IsBroadcasting = true }, "1 个消费者读取 8 个队列。" },
        { new(GroupState.Consuming) { Members = 2, Queues = 8, IsBroadcasting = true }, "2 个消费者各自读取 8 个队列。" },
        {
            new(GroupState.Consuming) { Members = 2, Queues = 8, Ownerless = 1, GivenUp = 1, Stalled = 1 },
            "2 个消费者分担 8 个队列；1 个队列没有持有者；最近一次心跳未订阅 1 个队列的主题；1 个队列没有进展。"
        },
        {
            new(GroupState.Consuming) { Members = 2, Queues = 8, Ownerless = 2, GivenUp = 3, Stalled = 4 },
            "2 个消费者分担 8 个队列；2 个队列没有持有者；最近一次心跳未订阅 3 个队列的主题；4 个队列没有进展。"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Evidence_IsSaidInThePagesLanguageAndInEnglishAsByTheApi(GroupStateEvidence evidence, string chinese)
    {
        StateTexts.Of(Speaking.Chinese, evidence).ShouldBe(chinese);
        StateTexts.Of(Speaking.English, evidence).ShouldBe(evidence.Text);
    }

    [Fact]
    public void Cases_EveryState_IsAmongThem() =>
        Cases.Select(row => ((GroupStateEvidence)row[0]).State).Distinct().ShouldBe(Enum.GetValues<GroupState>(), ignoreOrder: true);

    [Fact]
    public void Of_RowWithoutEvidence_IsItsReason()
    {
        GroupRow row = Rows.Group("g", 0);

        StateTexts.Of(Speaking.Chinese, row).ShouldBe("because");
    }
}
