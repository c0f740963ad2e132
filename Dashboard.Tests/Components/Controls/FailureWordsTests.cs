using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Dashboard.Tests.Languages;
using Engine.Protocol;

namespace Dashboard.Tests.Components.Controls;

public sealed class FailureWordsTests
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 0);

    [Theory]
    [InlineData(null, 10L)]
    [InlineData(9L, null)]
    public void Of_DriftOfEveryKind_ReadsInEnglishAsByTheApiAndInChinese(long? shown, long? now)
    {
        foreach (var kind in Enum.GetValues<ResetDriftKind>())
        {
            var reason = new ResetDriftReason(kind, Queue, shown ?? (kind == ResetDriftKind.TargetOutside ? 9 : null), now ?? 1, 30)
            {
                Group = "g",
            };

            FailureWords.Of(Speaking.English, [reason]).ShouldBe(reason.Text);
            FailureWords.Of(Speaking.Chinese, [reason]).ShouldSatisfyAllConditions(
                words => words.ShouldStartWith("g: "), words => words.ShouldNotBe(reason.Text));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Of_UndoRefusalOfEveryKind_ReadsInEnglishAsByTheApiAndInChinese(int more)
    {
        foreach (var kind in Enum.GetValues<UndoRefusalKind>())
        {
            var refusal = new UndoRefusal(kind, 7, Queue, more);

            FailureWords.Of(Speaking.English, refusal).ShouldBe($"Cannot be undone: {refusal.Text}.");
            FailureWords.Of(Speaking.Chinese, refusal).ShouldSatisfyAllConditions(
                words => words.ShouldStartWith("不能撤销"), words => words.ShouldNotContain(refusal.Text));
            FailureWords.Of(Speaking.Chinese, new UndoRefusedException("1", refusal))
                .ShouldBe(FailureWords.Of(Speaking.Chinese, refusal));
        }
    }

    [Fact]
    public void Of_DriftOfAGroupInARun_SaysThatNothingWasChanged()
    {
        var drift = new ResetDriftException([new ResetDriftReason(ResetDriftKind.CameOnline)], default!);

        FailureWords.Of(Speaking.English, drift).ShouldBe("Nothing was changed: the group has members now, it had none.");
    }

    [Fact]
    public void Find_Unforeseen_HasNoWordsOfItsOwn()
    {
        var failure = new InvalidOperationException("out of order");

        FailureWords.Find(Speaking.English, failure).ShouldBeNull();
        FailureWords.Of(Speaking.English, failure).ShouldContain("out of order");
    }
}
