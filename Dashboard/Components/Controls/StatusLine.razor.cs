using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Bottom of a page: where its figures come from and how old they are.</summary>
public sealed partial class StatusLine
{
    [Parameter]
    public string Source { get; set; } = Controls.Display.Unknown;

    [Parameter]
    public DateTimeOffset? SampledAt { get; set; }

    /// <summary>How many rows, with their noun.</summary>
    [Parameter]
    public string? Rows { get; set; }

    [Parameter]
    public string? Problem { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string SampledText => SampledAt is { } at ? Display.Clock(at) : Controls.Display.Unknown;
}
