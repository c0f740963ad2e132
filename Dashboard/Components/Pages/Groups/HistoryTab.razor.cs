using Dashboard.Components.Controls;
using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>How the group's figures were, all its queues together or those of one topic, and which queue hung when.</summary>
public sealed partial class HistoryTab
{
    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>Topics to choose from.</summary>
    [Parameter]
    public IReadOnlyList<string> Topics { get; set; } = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    private string? Topic => PageQuery.Get(Navigation.Uri, "topic");

    private void Choose(ChangeEventArgs args)
    {
        var topic = args.Value?.ToString() is { Length: > 0 } chosen ? chosen : null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("topic", topic), replace: true);
    }
}
