using Dashboard.Changes.Resets;
using Engine.Tests.Time;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetHistoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void ResetSince_OneGroupsQueue_KnowsBeforeFromAfter()
    {
        var history = new ResetHistory(_time);
        var before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        history.Note("embedded", "g", Samples.Queue(0));
        _time.Advance(TimeSpan.FromSeconds(1));

        history.ResetSince("embedded", "g", Samples.Queue(0), before).ShouldBeTrue();
        history.ResetSince("embedded", "g", Samples.Queue(0), _time.GetUtcNow()).ShouldBeFalse();
        history.ResetSince("embedded", "other", Samples.Queue(0), before).ShouldBeFalse();
    }

    [Fact]
    public void ResetSince_ForgottenQueue_CountsAsReset()
    {
        var history = new ResetHistory(_time);
        var start = _time.GetUtcNow();
        for (var queueId = 0; queueId <= ResetHistory.Capacity; queueId++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            history.Note("embedded", "g", Samples.Queue(queueId));
        }

        history.ResetSince("embedded", "g", Samples.Queue(0), start).ShouldBeTrue();
    }
}
