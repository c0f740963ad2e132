namespace Engine.Benchmarks.Soaking;

/// <summary>How a listener fails a message.</summary>
internal enum FailureWay
{
    /// <summary>It wants it later.</summary>
    ReconsumeLater,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It answers null.</summary>
    AnswersNull,
}
