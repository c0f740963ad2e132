using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>How the console's dialogs behave: Escape leaves, a click beside does not, focus is set by the dialog itself.</summary>
internal static class DialogLook
{
    public static DialogOptions Of(string width) => new()
    {
        Width = $"min({width}, calc(100vw - 16px))",
        CssClass = "dialog",
        ShowClose = false,
        CloseDialogOnEsc = true,
        CloseDialogOnOverlayClick = false,
        AutoFocusFirstElement = false,
    };
}
