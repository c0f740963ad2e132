using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Engine.Admin;
using Engine.Admin.Topics;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Makes a topic; closes with its name.</summary>
public sealed partial class CreateTopicDialog
{
    private ElementReference _name;
    private string _topic = string.Empty;
    private string? _problem;
    private int _queues = 4;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter]
    public int Brokers { get; set; }

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _name.FocusAsync();
        }
    }

    private async Task CreateAsync()
    {
        (_busy, _problem) = (true, null);
        try
        {
            var settings = new TopicSettings(_topic.Trim(), _queues);
            await Operations.CreateTopicAsync(Cluster, settings, PageActor.Current, null, CancellationToken.None);
            Dialogs.Close(settings.Name);
        }
        catch (Exception exception) when (exception is AdminException or AuditUnavailableException)
        {
            _problem = exception.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
