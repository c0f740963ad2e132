namespace Dashboard.Components.Controls;

/// <summary>One result in words.</summary>
internal sealed record Notice(long Id, string Text, bool IsFailure);
