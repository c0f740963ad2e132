using Dashboard.Components.Controls;
using Engine.Admin.Groups;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>The fields of a group's configuration, each with what it means and, when what is typed is wrong, its rule.</summary>
public sealed partial class GroupSettingsFields
{
    private const int LongestShown = 20;

    /// <summary>What is typed goes here.</summary>
    [Parameter, EditorRequired]
    public GroupConfigForm Form { get; set; } = default!;

    /// <summary>What the fields show that were not touched; null while it is being read.</summary>
    [Parameter, EditorRequired]
    public GroupSettings? Current { get; set; }

    /// <summary>Whether nothing can be typed.</summary>
    [Parameter]
    public bool IsFixed { get; set; }

    /// <summary>After something was typed.</summary>
    [Parameter]
    public EventCallback OnType { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private static string Id(GroupSettingField field) => $"config-{field.Name}";

    private string Text(GroupSettingField field) => Current is { } current ? Form.Text(field, current) : string.Empty;

    private string Clipped(GroupSettingField field) =>
        Text(field) is { Length: > LongestShown } text ? $"{text[..LongestShown]}…" : Text(field);

    private Task SwitchAsync(GroupSettingField field, ChangeEventArgs args) => TypeAsync(field, args.Value is true ? "true" : "false");

    private Task TypeAsync(GroupSettingField field, string? text)
    {
        Form.Type(field, text ?? string.Empty);
        return OnType.InvokeAsync();
    }
}
