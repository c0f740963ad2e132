using Dashboard.Components.Controls;
using Dashboard.Exports;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Components.Sharing;

/// <summary>
/// Takes along what a page shows: its rows as a file, exactly those of the screen, and the REST request that says the same as a command.
/// </summary>
public sealed partial class ShareButtons
{
    private const string Script = "./js/save.js";

    /// <summary>The REST path relative to the console's base, names escaped.</summary>
    [Parameter, EditorRequired]
    public string Rest { get; set; } = string.Empty;

    /// <summary>The rows of the screen; null where a page has none to take along.</summary>
    [Parameter]
    public ScreenExport? Export { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private Notices Notices { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private string Command => CurlCommand.Of(Navigation.BaseUri, Rest);

    private async Task SaveAsync(ExportFormat format)
    {
        var (ending, type) = format == ExportFormat.Csv ? ("csv", "text/csv") : ("json", "application/json");
        try
        {
            using var content = new MemoryStream();
            await Export!.WriteAsync(format, content, CancellationToken.None);
            content.Position = 0;
            using var reference = new DotNetStreamReference(content, leaveOpen: true);
            await using var module = await Browser.InvokeAsync<IJSObjectReference>("import", Script);
            await module.InvokeVoidAsync("save", $"{Export.FileName}.{ending}", type, reference);
        }
        catch (JSException exception)
        {
            Notices.Failed(Texts.Format("ExportScreenFailed", exception.Message));
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The tab is gone, and with it who wanted the file.
        }
    }
}
