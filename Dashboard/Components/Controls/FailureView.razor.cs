using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>Instead of a page whose thing does not exist or cannot be read: what, why, and where to go.</summary>
public sealed partial class FailureView
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Message { get; set; } = string.Empty;

    [Parameter]
    public string? Advice { get; set; }

    /// <summary>HTTP status of the static first answer.</summary>
    [Parameter]
    public int Status { get; set; } = StatusCodes.Status503ServiceUnavailable;

    [Parameter]
    public string BackHref { get; set; } = string.Empty;

    /// <summary>Words of the way back; those of the overview when null.</summary>
    [Parameter]
    public string? BackText { get; set; }

    /// <summary>Only while the server makes its static first answer.</summary>
    [CascadingParameter]
    private HttpContext? Context { get; set; }

    protected override void OnInitialized()
    {
        // Not at once: Blazor keeps back what was rendered under a status of 404, for another page to take its place.
        if (Context is { Response: { HasStarted: false } response })
        {
            response.OnStarting(() =>
            {
                response.StatusCode = Status;
                return Task.CompletedTask;
            });
        }
    }
}
