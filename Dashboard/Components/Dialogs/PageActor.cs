using Dashboard.Changes;

namespace Dashboard.Components.Dialogs;

/// <summary>Who acts from the pages: without a login it is whoever sits at this machine.</summary>
internal static class PageActor
{
    public static Actor Current { get; } = new("local", "ui");
}
