using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Instead of a page whose address does not exist.</summary>
public sealed partial class UnknownAddressPage
{
    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Path => $"/{Navigation.ToBaseRelativePath(Navigation.Uri)}";
}
