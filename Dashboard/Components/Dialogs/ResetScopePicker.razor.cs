using Dashboard.Components.Controls;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Dialogs;

/// <summary>Which groups, topics and queues a reset is about.</summary>
public sealed partial class ResetScopePicker
{
    private const int MostShown = 24;

    private string _search = string.Empty;

    /// <summary>Groups that can be reset.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Groups { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyCollection<string> Chosen { get; set; } = [];

    /// <summary>Queues of the chosen groups.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<MessageQueue> Queues { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyCollection<MessageQueue> ChosenQueues { get; set; } = [];

    /// <summary>A group was ticked, or its tick taken away.</summary>
    [Parameter]
    public EventCallback<string> OnGroup { get; set; }

    /// <summary>Queues were ticked, or their ticks taken away.</summary>
    [Parameter]
    public EventCallback<(IReadOnlyList<MessageQueue> Queues, bool IsChosen)> OnQueues { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IReadOnlyList<string> Found =>
        [.. Groups.Where(group => _search.Length == 0 || group.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))];

    private IEnumerable<string> ShownGroups => Chosen.Union(Found).Take(Math.Max(MostShown, Chosen.Count));

    private int HiddenGroups => Math.Max(0, Chosen.Union(Found).Count() - Math.Max(MostShown, Chosen.Count));

    private string GroupsText => Chosen.Count == 1
        ? Texts.Format("ResetOnlyGroup", Chosen.First())
        : Texts.Format("ResetGroupsChosen", Display.Count(Chosen.Count));

    private string QueuesText => Texts.Format(
        "ResetQueuesChosen", Display.Count(ChosenQueues.Count), Texts.Count("ResetQueues", Queues.Count));

    private Task ChooseAsync(IReadOnlyList<MessageQueue> queues, ChangeEventArgs args) =>
        OnQueues.InvokeAsync((queues, args.Value is true));
}
