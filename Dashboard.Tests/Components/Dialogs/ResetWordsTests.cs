using Dashboard.Changes.Resets;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Tests.Changes.Resets;
using Dashboard.Tests.Languages;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ResetWordsTests
{
    private static readonly ResetWords English = new(Speaking.English, new Display());
    private static readonly ResetWords Chinese = new(Speaking.Chinese, new Display());

    [Theory]
    [InlineData(null, 30, "gets an offset")]
    [InlineData(20L, 20, "stays")]
    [InlineData(120L, 100, "replays 20")]
    [InlineData(120L, 130, "skips 10")]
    [InlineData(20L, 130, "skips 30; 80 more are gone already")]
    [InlineData(20L, 100, "passes over 80 that are gone already")]
    public void Effect_OfAMove_NamesWhatIsGoneAlreadyApart(long? now, long target, string words) =>
        English.Effect(new OffsetMove(now, target, 100)).ShouldBe(words);

    [Fact]
    public void Note_OfEveryKind_IsSaidInBothLanguages()
    {
        foreach (var kind in Enum.GetValues<ResetNoteKind>())
        {
            ResetNote note = new(kind, 9, 10);

            English.Note(note).ShouldNotBeNull().ShouldContain(note.Text);
            Chinese.Note(note).ShouldNotBeNull().ShouldNotBe(English.Note(note));
        }
    }

    [Fact]
    public void Sum_GroupBehindTheFirstStoredMessage_CountsOnlyWhatIsStored()
    {
        ResetPlan[] plans =
        [
            Samples.Plan(false, ResetMode.Latest, new ResetPlanRow(Samples.Queue(0), 20, 130, 110, 0, null) { First = 100 }),
        ];

        ResetWords.Skipped(plans).ShouldBe(30);
        English.Sum(plans).ShouldBe(
            "1 queue: 30 messages will never be consumed by this group. 80 messages more are passed over that were gone already.");
        Chinese.Sum(plans).ShouldContain("30");
    }
}
