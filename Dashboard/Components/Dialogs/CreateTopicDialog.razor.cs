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
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string BrokersText => Brokers is { } brokers
        ? Texts.Format("CreateOnBrokers", Texts.Count("BrokerCount", brokers))
        : Texts["CreateOnAll"];

    private string QueuesText => Brokers is { } brokers
        ? Texts.Format("QueuesInAll", Display.Count(_queues * (long)brokers))
        : Texts["QueuesInAllUnknown"];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _name.FocusAsync();
        }
    }

    private async Task CreateAsync()
    {
        if (_busy)
        {
            return;
        }

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
