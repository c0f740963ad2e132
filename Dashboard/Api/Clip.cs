namespace Dashboard.Api;

/// <summary>What a caller sent, short enough to be told back.</summary>
internal static class Clip
{
    private const int Longest = 80;

    public static string Text(string text) => text.Length <= Longest ? text : $"{text[..Longest]}…";
}
