using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The pages, in the visitor's language from their first figures on.</summary>
public sealed partial class Routes
{
    /// <summary>The language that the request asked for; null leaves English.</summary>
    [Parameter]
    public string? Language { get; set; }

    [Inject]
    private Display Display { get; set; } = default!;

    protected override void OnInitialized() => Display.Use(timeZone: null, Language);
}
