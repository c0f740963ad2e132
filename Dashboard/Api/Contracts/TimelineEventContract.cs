using Dashboard.Figures.History;

namespace Dashboard.Api.Contracts;

/// <summary>
/// One thing that happened. Subject is a member's client id or a node; count the members afterwards, or the queues concerned, of which
/// details has at most 20.
/// </summary>
internal sealed record TimelineEventContract(
    DateTimeOffset At, TimelineKind Kind, string? Subject, int Count, IReadOnlyList<string> Details)
{
    public static TimelineEventContract Of(TimelineEvent one) =>
        new(one.At, one.Kind, one.Subject.Length == 0 ? null : one.Subject, one.Count, one.Details);
}
