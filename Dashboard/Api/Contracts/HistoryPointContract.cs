using Dashboard.Figures.History;

namespace Dashboard.Api.Contracts;

/// <summary>The figures of one slot. All are null where a stretch without samples begins.</summary>
internal sealed record HistoryPointContract(
    DateTimeOffset At, long? Lag, long? BrokerOffset, long? ConsumerOffset, double? ProduceRate, double? ConsumeRate)
{
    public static HistoryPointContract Of(HistoryPoint point) => new(
        point.At,
        point.Values.Lag,
        point.Values.BrokerOffset,
        point.Values.ConsumerOffset,
        point.Values.ProduceRate,
        point.Values.ConsumeRate);
}
