using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>One number of the strip at the top of a page.</summary>
public sealed partial class Figure
{
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>Plain digits for scripts and for the tint of a change; empty = unknown.</summary>
    [Parameter]
    public string Raw { get; set; } = string.Empty;

    [Parameter]
    public string? Unit { get; set; }

    [Parameter]
    public string? Note { get; set; }

    /// <summary>Icon of the direction, with its words.</summary>
    [Parameter]
    public string? Trend { get; set; }

    [Parameter]
    public string? TrendTitle { get; set; }

    /// <summary>warn or bad; null is neutral.</summary>
    [Parameter]
    public string? Tone { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
