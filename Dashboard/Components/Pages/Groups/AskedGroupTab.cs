using Dashboard.Components.Layout;
using Engine.Admin;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>A tab that asks again and again for one thing of a group, as long as it is shown; another group is asked for anew.</summary>
public abstract class AskedGroupTab<T> : ComponentBase, IAsyncDisposable
    where T : class
{
    private AskedReading<T> _asked = default!;
    private (string Cluster, string Group)? _shown;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    [Inject]
    private LiveReadings Readings { get; set; } = default!;

    /// <summary>The last answer; null before the first.</summary>
    protected T? Now => _asked.Value;

    /// <summary>Why the last question failed; null when it did not.</summary>
    protected AdminException? Failure => _asked.Failure;

    public async ValueTask DisposeAsync()
    {
        await _asked.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => _asked = Readings.Ask<T>(RenderAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Cluster, Group))
        {
            _shown = (Cluster, Group);
            var (cluster, group) = (Cluster, Group);
            await _asked.ShowAsync(RendererInfo.IsInteractive, cancellationToken => AskAsync(cluster, group, cancellationToken));
        }
    }

    /// <summary>Asks once.</summary>
    protected abstract Task<T> AskAsync(string cluster, string group, CancellationToken cancellationToken);

    private Task RenderAsync(Action change) => InvokeAsync(() =>
    {
        change();
        StateHasChanged();
    });
}
