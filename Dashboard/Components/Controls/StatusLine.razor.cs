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
    private Display Display { get; set; } = default!;

    private string SourceTitle => Source switch
    {
        "push" => "The brokers signal every change.",
        "stale" => "The cluster does not answer; these are the last known figures.",
        "asked" => "Read again every 3 s while the page is open.",
        _ => "The brokers cannot signal changes; they are asked again and again.",
    };
}
