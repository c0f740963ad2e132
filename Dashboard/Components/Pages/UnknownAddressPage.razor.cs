using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages;

/// <summary>Instead of a page whose address does not exist.</summary>
public sealed partial class UnknownAddressPage
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Path => $"/{Navigation.ToBaseRelativePath(Navigation.Uri)}";
}
