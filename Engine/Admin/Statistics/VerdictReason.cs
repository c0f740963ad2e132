namespace Engine.Admin.Statistics;

/// <summary>A queue's verdict and its evidence.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Text">Plain sentences with full stops.</param>
public readonly record struct VerdictReason(QueueVerdict Verdict, string Text);
