namespace Dashboard.Components.Pages.Settings;

/// <summary>What a visitor chose; what is empty comes from the browser.</summary>
/// <param name="Theme">light or dark.</param>
/// <param name="Language">en or zh.</param>
/// <param name="TimeZone">IANA name.</param>
internal sealed record VisitorChoice(string Theme, string Language, string TimeZone)
{
    public static VisitorChoice None { get; } = new(string.Empty, string.Empty, string.Empty);
}
