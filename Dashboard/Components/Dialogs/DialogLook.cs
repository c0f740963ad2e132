using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// How the console's dialogs behave: Escape presses the button that leaves (data-key-leave, keys.js), a click beside does not, focus is
/// set by the dialog itself.
/// </summary>
internal static class DialogLook
{
    public static DialogOptions Of(string width) => new()
    {
        Width = $"min({width}, calc(100vw - 16px))",
        CssClass = "dialog",
        ShowClose = false,
        CloseDialogOnEsc = false,
        CloseDialogOnOverlayClick = false,
        AutoFocusFirstElement = false,
    };
}
