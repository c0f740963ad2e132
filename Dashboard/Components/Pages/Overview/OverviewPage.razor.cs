namespace Dashboard.Components.Pages.Overview;

/// <summary>The first page: what is wrong, then the numbers.</summary>
public sealed partial class OverviewPage
{
    private int _presses;

    private void Press() => _presses++;
}
