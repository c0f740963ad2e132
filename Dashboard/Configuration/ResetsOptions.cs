namespace Dashboard.Configuration;

/// <summary>Section <c>Console:Resets</c>.</summary>
internal sealed class ResetsOptions
{
    /// <summary>
    /// Above this many skipped messages a page has the operator type a name before it resets; 0 asks for every skip. <value>100000</value>
    /// </summary>
    public long ConfirmAbove { get; set; } = 100_000;
}
