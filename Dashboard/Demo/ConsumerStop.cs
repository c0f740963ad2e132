namespace Dashboard.Demo;

/// <summary>How a demo consumer ends.</summary>
internal enum ConsumerStop
{
    /// <summary>It finishes what runs, reports its offsets and unregisters.</summary>
    Clean,

    /// <summary>Its channel closes; nothing is unregistered or reported.</summary>
    Kill,

    /// <summary>Its channel stays open and nothing more comes from it.</summary>
    Silent,
}
