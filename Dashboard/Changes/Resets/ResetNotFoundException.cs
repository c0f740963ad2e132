namespace Dashboard.Changes.Resets;

/// <summary>The audit has no reset of that id for the group.</summary>
internal sealed class ResetNotFoundException(string resetId, string group)
    : Exception($"there is no reset '{resetId}' of group '{group}' in the audit; a reset's answer names its resetId");
