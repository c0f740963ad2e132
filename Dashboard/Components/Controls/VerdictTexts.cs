using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>The evidence of a verdict in the page's language; in English it reads as the API says it.</summary>
internal static class VerdictTexts
{
    /// <summary>The sentences of one queue's evidence; null without any.</summary>
    public static string? Of(Texts texts, VerdictEvidence? evidence)
    {
        if (evidence is null)
        {
            return null;
        }

        var sentence = Alone(texts, evidence);
        return evidence.Conflict is { } conflict
            ? texts.Format("VerdictConflict", sentence, conflict.Owner, conflict.Rival)
            : sentence;
    }

    /// <summary>The same with the queue's name before it.</summary>
    public static string? Of(Texts texts, QueueEvidence? queue) =>
        queue is null ? null : texts.Format("VerdictOfQueue", queue.Topic, queue.Broker, queue.QueueId, Of(texts, queue.Evidence));

    private static string Alone(Texts texts, VerdictEvidence evidence) => evidence.Kind switch
    {
        VerdictKind.AllConsumed => texts["VerdictAllConsumed"],
        VerdictKind.FewLeft => texts["VerdictFewLeft"],
        VerdictKind.RecentlyConsumed => texts["VerdictRecentlyConsumed"],
        VerdictKind.KeepsPace => texts["VerdictKeepsPace"],
        VerdictKind.KeptByClients => texts["VerdictKeptByClients"],
        VerdictKind.NoOffset => texts["VerdictNoOffset"],
        VerdictKind.BeyondEnd => texts.Format("VerdictBeyondEnd", evidence.From, evidence.To),
        VerdictKind.Reset => texts.Format("VerdictReset", Ago(texts, evidence.Length), Waiting(texts, evidence)),
        VerdictKind.WentBack => texts.Format(
            "VerdictWentBack", evidence.From, evidence.To, Ago(texts, evidence.Length), Waiting(texts, evidence)),
        VerdictKind.SwitchedOff => texts.Format("VerdictSwitchedOff", evidence.Name, Waiting(texts, evidence)),
        VerdictKind.NoMember => texts.Format("VerdictNoMember", Waiting(texts, evidence)),
        VerdictKind.NotSubscribed => texts.Format("VerdictNotSubscribed", evidence.Name, Waiting(texts, evidence)),
        VerdictKind.NoProgress => texts.Format(
            evidence.IsAtLeast ? "VerdictNoProgressAtLeast" : "VerdictNoProgress",
            Steps(evidence.Length),
            evidence.QueueId,
            Waiting(texts, evidence),
            Owner(texts, evidence)),
        VerdictKind.Growing => texts.Format("VerdictGrowing", evidence.From, evidence.To, Steps(evidence.Length)),
        VerdictKind.NotShrinking => texts.Format("VerdictNotShrinking", evidence.From, evidence.To, Steps(evidence.Length)),
        VerdictKind.TooFewSamples => texts.Format("VerdictTooFewSamples", Steps(evidence.Length)),
        VerdictKind.NotMovedYet => texts.Format("VerdictNotMovedYet", Steps(evidence.Length)),
        var other => throw new ArgumentOutOfRangeException(nameof(evidence), other, "No text for this kind."),
    };

    private static string Waiting(Texts texts, VerdictEvidence evidence)
    {
        var waiting = texts.Count("VerdictWaiting", evidence.Lag ?? 0);
        return evidence.Oldest is { } oldest ? texts.Format("VerdictOldest", waiting, Steps(oldest)) : waiting;
    }

    private static string Owner(Texts texts, VerdictEvidence evidence)
    {
        if (evidence.Owner is not { } owner)
        {
            return texts["VerdictNoReader"];
        }

        var reads = evidence.PulledAgo is { } ago
            ? texts.Format("VerdictPulled", owner, Ago(texts, ago))
            : texts.Format("VerdictReads", owner);
        return evidence.InFlight is { } inFlight ? texts.Format("VerdictInHand", reads, texts.Count("Messages", inFlight)) : reads;
    }

    private static string Ago(Texts texts, TimeSpan? length) =>
        length > TimeSpan.Zero ? texts.Format("Ago", Steps(length)) : texts["JustNow"];

    private static string Steps(TimeSpan? length) => TimeSteps.Format(length ?? TimeSpan.Zero);
}
