namespace Engine.Broker.Delays;

/// <summary>How a level goes on.</summary>
internal enum DelayTurnKind
{
    /// <summary>There may be more that is due.</summary>
    Again,

    /// <summary>Nothing waits.</summary>
    WaitForArrival,

    /// <summary>The next message is not due yet.</summary>
    WaitUntilDue,

    /// <summary>The store does not take or give messages now.</summary>
    Pause,
}
