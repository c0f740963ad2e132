namespace Engine.Broker.Delays;

/// <summary>What a level does after a look at its queue.</summary>
/// <param name="Kind">How it goes on.</param>
/// <param name="DueMs">When the next message is due, ms since 1970.</param>
internal readonly record struct DelayTurn(DelayTurnKind Kind, long DueMs = 0)
{
    public static DelayTurn Again { get; } = new(DelayTurnKind.Again);

    public static DelayTurn Arrival { get; } = new(DelayTurnKind.WaitForArrival);

    public static DelayTurn Pause { get; } = new(DelayTurnKind.Pause);

    public static DelayTurn Until(long dueMs) => new(DelayTurnKind.WaitUntilDue, dueMs);
}
