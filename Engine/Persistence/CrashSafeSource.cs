namespace Engine.Persistence;

/// <summary>Where the content of a <see cref="CrashSafeFile"/> was found.</summary>
internal enum CrashSafeSource
{
    /// <summary>Nowhere: neither file exists.</summary>
    None,

    Main,

    /// <summary>In the <c>.bak</c> file: the caller logs a warning with the reason.</summary>
    Backup,
}
