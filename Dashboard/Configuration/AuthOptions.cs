namespace Dashboard.Configuration;

/// <summary>Section <c>Console:Auth</c>.</summary>
internal sealed class AuthOptions
{
    /// <summary>The only mode there is so far: nobody logs in, so only this machine may connect.</summary>
    internal const string None = "None";

    /// <summary>How users log in. <value>None</value></summary>
    public string Mode { get; set; } = None;
}
