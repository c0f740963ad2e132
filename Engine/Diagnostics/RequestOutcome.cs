namespace Engine.Diagnostics;

/// <summary>Values of the outcome tag of a request.</summary>
internal static class RequestOutcome
{
    /// <summary>The handler answered, whatever its code.</summary>
    public const string Answered = "answered";

    /// <summary>Nobody handles the code.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>The lane was full.</summary>
    public const string Rejected = "rejected";

    /// <summary>The handler threw.</summary>
    public const string Failed = "failed";
}
