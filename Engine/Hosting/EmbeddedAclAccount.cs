namespace Engine.Hosting;

/// <summary>One account of <see cref="EmbeddedAclOptions"/>.</summary>
public sealed class EmbeddedAclAccount
{
    /// <summary>Its name.</summary>
    public string AccessKey { get; set; } = string.Empty;

    /// <summary>What it signs with, at least 6 characters.</summary>
    public string SecretKey { get; set; } = string.Empty;

    /// <summary>Whether it may also change topics, groups, offsets and settings. <value>false</value></summary>
    public bool Admin { get; set; }
}
