namespace Engine.Broker.Transactions;

/// <summary>What to do with a half message whose transaction has not ended.</summary>
internal enum HalfVerdict
{
    /// <summary>It is young, and so are those behind it.</summary>
    Wait,

    /// <summary>It has more time than others: behind them.</summary>
    PutBack,

    /// <summary>Ask its producer.</summary>
    Check,

    /// <summary>It was asked for often enough, or is too old.</summary>
    GiveUp,
}
