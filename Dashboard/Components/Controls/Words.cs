namespace Dashboard.Components.Controls;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    public static string Plural(long count, string noun) => count == 1 ? noun : $"{noun}s";

    /// <summary>Says that a sum lacks some queues; null when it lacks none.</summary>
    public static string? WithoutUnknown(int queues) =>
        queues == 0 ? null : $"Without {queues} {Plural(queues, "queue")} of unknown lag.";

    public static string Count(Display display, long count, string noun) => $"{display.Count(count)} {Plural(count, noun)}";
}
