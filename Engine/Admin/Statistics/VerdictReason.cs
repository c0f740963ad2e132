namespace Engine.Admin.Statistics;

/// <summary>A queue's verdict and its evidence.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Evidence">What it rests on.</param>
public readonly record struct VerdictReason(QueueVerdict Verdict, VerdictEvidence Evidence)
{
    /// <summary>The evidence in plain English sentences.</summary>
    public string Text => Evidence.Text;
}
