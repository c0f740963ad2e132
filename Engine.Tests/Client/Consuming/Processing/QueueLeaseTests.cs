using Engine.Client.Consuming.Processing;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Processing;

[Trait("Behaviour", "D7")]
public sealed class QueueLeaseTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void IsHeld_NeverRenewed_IsFalseAndNothingWasLost()
    {
        var lease = new QueueLease(_clock);
        _clock.Advance(TimeSpan.FromHours(1));

        lease.IsHeld.ShouldBeFalse();
        lease.MayHaveBeenLost.ShouldBeFalse();
        lease.RenewedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(30, true, false)]
    [InlineData(30.1, false, false)]
    [InlineData(60, false, false)]
    [InlineData(60.1, false, true)]
    public void IsHeld_AfterARenewal_LastsHalfOfTheBrokersLease(double seconds, bool held, bool lost)
    {
        var lease = new QueueLease(_clock);
        lease.Renew();
        var renewed = _clock.GetUtcNow();

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        lease.IsHeld.ShouldBe(held);
        lease.MayHaveBeenLost.ShouldBe(lost);
        lease.RenewedAt.ShouldBe(renewed);
    }
}
