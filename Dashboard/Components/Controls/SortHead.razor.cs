using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Controls;

/// <summary>A column's head: a button where the rows can be sorted by the column, else plain words.</summary>
public sealed partial class SortHead
{
    /// <summary>Name of the column; null where nothing is sorted by it.</summary>
    [Parameter]
    public string? Column { get; set; }

    /// <summary>Key of its words.</summary>
    [Parameter, EditorRequired]
    public string NameKey { get; set; } = string.Empty;

    /// <summary>Key of what it means; null when the words say it.</summary>
    [Parameter]
    public string? TitleKey { get; set; }

    /// <summary>Classes of the cell.</summary>
    [Parameter]
    public string? Look { get; set; }

    /// <summary>The column that the rows are sorted by.</summary>
    [Parameter]
    public string? Sort { get; set; }

    [Parameter]
    public bool Descending { get; set; }

    [Parameter]
    public EventCallback<string> OnSort { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    private bool CanSort => OnSort.HasDelegate && Column is not null;

    private string? Direction => !CanSort || Column != Sort ? null : Descending ? "descending" : "ascending";
}
