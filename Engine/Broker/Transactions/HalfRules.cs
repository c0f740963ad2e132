using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Broker.Transactions;

/// <summary>When a half message is checked. Pure. Mirrors the decisions of TransactionalMessageServiceImpl#check.</summary>
/// <param name="Timeout">How long a transaction may take before its producer is asked.</param>
/// <param name="MaxChecks">How often it is asked.</param>
/// <param name="KeptFor">Age at which a half message is given up anyway; zero = never.</param>
internal sealed record HalfRules(TimeSpan Timeout, int MaxChecks, TimeSpan KeptFor)
{
    private const long NoImmunity = -1;

    /// <param name="half">The half message.</param>
    /// <param name="nowMs">When the round began, ms since 1970.</param>
    public HalfVerdict Judge(MessageExt half, long nowMs)
    {
        var ageMs = nowMs - half.BornTimestamp;
        if (HalfMessage.CheckTimesOf(half) >= MaxChecks || (KeptFor > TimeSpan.Zero && ageMs > KeptFor.TotalMilliseconds))
        {
            return HalfVerdict.GiveUp;
        }

        // What came during this round is for the next one: a round ends.
        if (half.StoreTimestamp >= nowMs)
        {
            return HalfVerdict.Wait;
        }

        if (half.Property(MessageProperties.CheckImmunitySeconds) is { } immunity)
        {
            return ageMs < ImmunityMs(immunity) ? HalfVerdict.PutBack : HalfVerdict.Check;
        }

        // A producer whose clock is ahead is asked at once, as in RocketMQ.
        return ageMs >= 0 && ageMs < Timeout.TotalMilliseconds ? HalfVerdict.Wait : HalfVerdict.Check;
    }

    private double ImmunityMs(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds != NoImmunity
            ? seconds * 1000.0
            : Timeout.TotalMilliseconds;
}
