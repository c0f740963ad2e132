using Dashboard.Components.Controls;
using Engine.Admin.Statistics;

namespace Dashboard.Tests.Components.Controls;

/// <summary>Pages make their words of the same evidence as the API.</summary>
public sealed class VerdictTextsTests
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(95);

    private static readonly VerdictEvidence NoProgress = new(VerdictKind.NoProgress) { QueueId = 3, Length = Seconds, Lag = 1200 };

    public static TheoryData<VerdictEvidence, string> Cases => new()
    {
        { new(VerdictKind.AllConsumed), "消息已全部消费。" },
        { new(VerdictKind.FewLeft), "只有少量消息在等待，且等待时间不长。" },
        { new(VerdictKind.RecentlyConsumed), "最近一分钟内曾全部消费完。" },
        { new(VerdictKind.KeepsPace), "消费组跟得上，或正在赶上。" },
        { new(VerdictKind.KeptByClients), "广播消费组的位点由各客户端自行保存。" },
        { new(VerdictKind.NoOffset), "消费组从未在此队列上提交过位点。" },
        { new(VerdictKind.BeyondEnd) { From = 2001, To = 2000 }, "消费位点 2001 超过了 broker 位点 2000。" },
        { new(VerdictKind.Reset) { Length = TimeSpan.Zero, Lag = 1 }, "位点已被重置（刚刚）；有 1 条消息在等待。" },
        {
            new(VerdictKind.WentBack) { From = 5000, To = 1000, Length = Seconds, Lag = 1200 },
            "位点从 5,000 回退到 1,000（95 s 前），并非重置所致；有 1,200 条消息在等待。"
        },
        { new(VerdictKind.SwitchedOff) { Name = "broker-a", Lag = 1200 }, "该消费组在 broker-a 上已被禁止消费；有 1,200 条消息在等待。" },
        {
            new(VerdictKind.NoMember) { Lag = 1200, Oldest = TimeSpan.FromHours(2) },
            "该消费组没有已连接的消费者；有 1,200 条消息在等待，最早的已等待 2 h。"
        },
        { new(VerdictKind.NotSubscribed) { Name = "orders", Lag = 1200 }, "该消费组最近一次心跳未订阅 orders；有 1,200 条消息在等待。" },
        { NoProgress, "Q3 已有 95 s 没有进展；有 1,200 条消息在等待；没有成员读取它。" },
        { NoProgress with { IsAtLeast = true, Owner = "c1" }, "Q3 至少已有 95 s 没有进展；有 1,200 条消息在等待；c1 正在读取。" },
        {
            NoProgress with { Owner = "c1", PulledAgo = Seconds, InFlight = 32 },
            "Q3 已有 95 s 没有进展；有 1,200 条消息在等待；c1 上次拉取：95 s 前，手中有 32 条消息。"
        },
        { new(VerdictKind.Growing) { From = 500, To = 1200, Length = Seconds }, "生产快于消费：堆积在 95 s 内从 500 增加到 1,200。" },
        { new(VerdictKind.NotShrinking) { From = 1200, To = 995, Length = Seconds }, "消费组没有赶上：堆积为 995，95 s 前为 1,200。" },
        { new(VerdictKind.TooFewSamples) { Length = Seconds }, "仅观察了 95 s：时间太短，无法判断消费组是否赶得上。" },
        { new(VerdictKind.NotMovedYet) { Length = Seconds }, "仅观察了 95 s，目前没有进展。" },
        { new(VerdictKind.KeepsPace) { Conflict = ("c1", "c2") }, "消费组跟得上，或正在赶上。冲突：c1 和 c2 都在拉取此队列。" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Evidence_IsSaidInThePagesLanguageAndInEnglishAsByTheApi(VerdictEvidence evidence, string chinese)
    {
        VerdictTexts.Of(In("zh-CN"), evidence).ShouldBe(chinese);
        VerdictTexts.Of(In("en-US"), evidence).ShouldBe(evidence.Text);
        var queue = new QueueEvidence("orders", "broker-a", 3, evidence);
        VerdictTexts.Of(In("zh-CN"), queue).ShouldBe($"orders broker-a Q3：{chinese}");
        VerdictTexts.Of(In("en-US"), queue).ShouldBe(queue.Text);
    }

    [Fact]
    public void Cases_EveryKind_IsAmongThem() =>
        Cases.Select(row => ((VerdictEvidence)row[0]).Kind).Distinct().ShouldBe(Enum.GetValues<VerdictKind>(), ignoreOrder: true);

    private static Texts In(string language)
    {
        var display = new Display();
        display.Use(null, language);
        return new Texts(display);
    }
}
