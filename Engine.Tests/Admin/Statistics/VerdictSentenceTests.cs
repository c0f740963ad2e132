namespace Engine.Tests.Admin.Statistics;

/// <summary>What the operator reads beside a verdict: numbers and names, not the verdict over again.</summary>
[Trait("Behaviour", "H1")]
public sealed class VerdictSentenceTests
{
    private static readonly (double, long?, long?)[] Still = [(100, 900, 100), (95, 1000, 1000), (40, 1000, 1000), (0, 1000, 1000)];

    public static TheoryData<object, string> Cases => new()
    {
        { new VerdictCase { Consumer = 2000 }, "Everything is consumed." },
        { new VerdictCase { Consumer = null }, "The group never committed an offset on this queue." },
        { new VerdictCase { Consumer = 2001 }, "The consumer offset 2001 is beyond the broker offset 2000." },
        { With(Still) with { Owner = null }, "No progress for 95 s on Q3 while 1,000 messages wait; no member reads it." },
        {
            With(Still) with { PulledAgo = 93, Pulled = 1032 },
            "No progress for 95 s on Q3 while 1,000 messages wait; c1 last pulled 90 s ago and has 32 messages in hand."
        },
        {
            With(Still[1..]) with { PulledAgo = 1 },
            "No progress for at least 95 s on Q3 while 1,000 messages wait; c1 last pulled just now."
        },
        {
            With(Still) with { Members = 0, TimeLag = 7300 },
            "No consumer of this group is connected while 1,000 messages wait, the oldest for 2 h."
        },
        {
            With(Still) with { SwitchedOffOn = ["broker-a", "broker-b"], TimeLag = 130 },
            "Consumption of this group is switched off on broker-a while 1,000 messages wait, the oldest for 2 m."
        },
        {
            With(Still) with { Owner = null, Subscribed = ["payments"], TimeLag = 130 },
            "The latest heartbeat of this group does not subscribe orders while 1,000 messages wait, the oldest for 2 m."
        },
        {
            With([(30, 5000, 10), (20, 1000, 1000)]),
            "The offset went back from 5,000 to 1,000 20 s ago, and not by a reset; 1,000 messages wait."
        },
        { new VerdictCase { Consumer = 1999, ResetAgo = 31 }, "The offset was reset 30 s ago; 1 message waits." },
        { With([(20, 500, 500), (0, 1000, 1000)]), "More arrives than is consumed: the lag grew from 500 to 1,000 within 20 s." },
        {
            With([(20, 900, 1000), (0, 1000, 995)]) with { TimeLag = 20 },
            "The group does not catch up: the lag is 995 after 1,000 20 s before."
        },
        { With([(9, 900, 1000), (0, 1000, 995)]), "Watched for 5 s only: too short to tell whether the group catches up." },
        { With([(50, 1000, 1000), (0, 1000, 1000)]), "Watched for 50 s only, without progress so far." },
        { new VerdictCase { Consumer = 2000, Rival = "c2" }, "Everything is consumed. Conflict: c1 and c2 both pull this queue." },
        {
            new VerdictCase { Consumer = 2000, Rival = "c2", MembersChangedAgo = 20 },
            "Everything is consumed. Conflict: c1 and c2 both pull this queue."
        },
        { new VerdictCase { Consumer = 2000, Rival = "c2", MembersChangedAgo = 19.999 }, "Everything is consumed." },
        {
            new VerdictCase { Consumer = 2000, Rival = "c2", Model = Engine.Protocol.Bodies.MessageModel.Broadcasting },
            "Everything is consumed."
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_Figures_GivesTheEvidence(object given, string sentence) => ((VerdictCase)given).Decide().Text.ShouldBe(sentence);

    private static VerdictCase With(IReadOnlyList<(double, long?, long?)> samples) => new() { Samples = samples };
}
