using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
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

    /// <summary>Null while it is not known.</summary>
    [Parameter]
    public int? Brokers { get; set; }

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string BrokersText => Brokers is { } brokers ? $"its {Words.Count(Display, brokers, "broker")}" : "its brokers";

    private string QueuesText => Brokers is { } brokers
        ? $"{Display.Count(_queues * (long)brokers)} in all; at most that many consumers of a group share the work"
        : "At most as many consumers of a group as there are queues in all share the work";

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
        var settings = new TopicSettings(_topic.Trim(), _queues);
        _problem = await Attempts.TryAsync(
            () => Operations.CreateTopicAsync(Cluster, settings, PageActor.Current, null, CancellationToken.None));
        _busy = false;
        if (_problem is null)
        {
            Dialogs.Close(settings.Name);
        }
    }
}
