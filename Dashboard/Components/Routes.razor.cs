using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The pages, in the visitor's language from their first figures on.</summary>
public sealed partial class Routes
{
    /// <summary>The language that the request asked for; null leaves English.</summary>
    [Parameter]
    public string? Language { get; set; }

    /// <summary>The time zone that the visitor chose; null leaves UTC until the browser tells its own.</summary>
    [Parameter]
    public string? TimeZone { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    protected override void OnInitialized() => Display.Use(TimeZone, Language);
}
