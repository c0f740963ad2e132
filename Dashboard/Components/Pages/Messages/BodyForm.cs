namespace Dashboard.Components.Pages.Messages;

/// <summary>How a body is shown.</summary>
internal enum BodyForm
{
    Text,
    Json,
    Hex,
}
