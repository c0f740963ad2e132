namespace Dashboard.Components.Pages.Settings;

/// <summary>What the browser says when nothing was chosen.</summary>
internal sealed record BrowserSettings(string? TimeZone, string? Language);
