namespace Dashboard.Components.Controls;

/// <summary>Where figures come from, in the page's language.</summary>
internal static class SourceWords
{
    private const string Poll = "poll ";

    /// <summary>push, stale, asked or "poll 1 s"; what is not known is shown as it is.</summary>
    public static string Of(Texts texts, string? source) => source switch
    {
        null => Display.Unknown,
        "push" => texts["SourcePush"],
        "stale" => texts["SourceStale"],
        "asked" => texts["SourceAsked"],
        _ when source.StartsWith(Poll, StringComparison.Ordinal) => texts.Format("SourcePoll", source[Poll.Length..]),
        _ => source,
    };

    /// <summary>The sentence that explains it.</summary>
    public static string Meaning(Texts texts, string source) => texts[source switch
    {
        "push" => "SourcePushTitle",
        "stale" => "SourceStaleTitle",
        "asked" => "SourceAskedTitle",
        _ => "SourcePollTitle",
    }];
}
