using System.Diagnostics.Metrics;

namespace Engine.Diagnostics;

/// <summary>What a node measures of the requests that reach it and of the answers it waits for.</summary>
internal sealed class RemotingInstruments(Meter meter)
{
    public const string RequestDuration = "engine.remoting.request.duration";
    public const string LaneRejections = "engine.remoting.lane.rejections";
    public const string LateAnswers = "engine.remoting.answers.late";

    public const string CodeTag = "engine.request.code";
    public const string OutcomeTag = "engine.request.outcome";
    public const string LaneTag = "engine.lane";

    private readonly Histogram<double> _duration = meter.CreateHistogram<double>(
        RequestDuration, "s", "From the arrival of a request to its answer, held time included; its count is the number of requests.");

    private readonly Counter<long> _rejections = meter.CreateCounter<long>(
        LaneRejections, "{request}", "Requests answered SYSTEM_BUSY because their lane was full.");

    private readonly Counter<long> _lateAnswers = meter.CreateCounter<long>(
        LateAnswers, "{answer}", "Answers that came after their caller had gone, dropped.");

    /// <summary>False when nobody listens, so that the clock need not be read.</summary>
    public bool MeasuresDuration => _duration.Enabled;

    /// <param name="code">Request code; 0 for one that nobody handles, so that a peer cannot make series without end.</param>
    /// <param name="outcome">One of <see cref="RequestOutcome"/>.</param>
    /// <param name="duration">Time until the answer.</param>
    public void RequestAnswered(int code, string outcome, TimeSpan duration) =>
        _duration.Record(duration.TotalSeconds, new(CodeTag, code), new(OutcomeTag, outcome));

    public void LaneRejected(string lane) => _rejections.Add(1, new KeyValuePair<string, object?>(LaneTag, lane));

    public void LateAnswerDropped() => _lateAnswers.Add(1);
}
