using Dashboard.Figures.Sampling;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>Why a group is in its state, in the page's language; in English it reads as the API says it.</summary>
internal static class StateTexts
{
    public static string Of(Texts texts, GroupRow group) => group.StateEvidence is { } evidence ? Of(texts, evidence) : group.Reason;

    public static string Of(Texts texts, GroupStateEvidence evidence) => evidence.State switch
    {
        GroupState.Disabled => texts.Format("StateDisabled", evidence.SwitchedOffOn),
        GroupState.Offline => texts["NoConsumer"],
        GroupState.Rebalancing => texts.Format(Key("StateRebalancing", evidence.Ownerless), evidence.SinceChange, evidence.Ownerless),
        GroupState.Stuck => texts.Format(
            "StateStuck", Part(texts, "StateHave", evidence.Members), Part(texts, "StateMessages", evidence.InFlight)),
        GroupState.Consuming => texts.Format(
            "StateConsuming",
            Part(texts, evidence is { IsBroadcasting: true, Members: > 1 } ? "StateEach" : "StateReads", evidence.Members),
            Part(texts, "StateQueues", evidence.Queues),
            Some(texts, "StateOwnerless", evidence.Ownerless),
            Some(texts, "StateLeft", evidence.GivenUp),
            Some(texts, "StateStalled", evidence.Stalled)),
        var other => throw new ArgumentOutOfRangeException(nameof(evidence), other, "No text for this state."),
    };

    private static string Some(Texts texts, string key, long count) => count == 0 ? string.Empty : Part(texts, key, count);

    private static string Part(Texts texts, string key, long count) => texts.Format(Key(key, count), count);

    private static string Key(string key, long count) => key + (count == 1 ? "1" : "N");
}
