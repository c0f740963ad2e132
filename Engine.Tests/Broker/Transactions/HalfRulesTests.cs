using System.Globalization;
using Engine.Broker.Transactions;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Transactions;

public sealed class HalfRulesTests
{
    private const long Now = 1_700_000_000_000;

    private static readonly HalfRules Rules = new(TimeSpan.FromSeconds(6), 15, TimeSpan.FromHours(72));

    [Theory]
    [InlineData(0, "Wait")]
    [InlineData(5_999, "Wait")]
    [InlineData(6_000, "Check")]
    [InlineData(-1, "Check")]
    [InlineData(72 * 3_600_000L, "Check")]
    [InlineData((72 * 3_600_000L) + 1, "GiveUp")]
    public void Judge_Age(long ageMs, string expected) => Judge(ageMs).ShouldBe(expected);

    [Theory]
    [InlineData(7_000, "10", "PutBack")]
    [InlineData(9_999, "10", "PutBack")]
    [InlineData(10_000, "10", "Check")]
    [InlineData(1_000, "10", "PutBack")]
    [InlineData(5_999, "-1", "PutBack")]
    [InlineData(6_000, "-1", "Check")]
    [InlineData(6_000, "soon", "Check")]
    [InlineData(0, "0", "Check")]
    public void Judge_Immunity_CountsInsteadOfTheTimeout(long ageMs, string seconds, string expected) =>
        Judge(ageMs, immunity: seconds).ShouldBe(expected);

    [Theory]
    [InlineData(14, "Check")]
    [InlineData(15, "GiveUp")]
    [InlineData(16, "GiveUp")]
    public void Judge_Checks(int times, string expected) => Judge(60_000, times).ShouldBe(expected);

    [Fact]
    public void Judge_StoredDuringTheRound_IsForTheNextOne() => Judge(60_000, storedAgoMs: 0).ShouldBe("Wait");

    [Fact]
    public void Judge_NothingIsDeletedByAge_IsNeverTooOld() => Judge(
        1_000_000_000_000, rules: Rules with { KeptFor = TimeSpan.Zero }).ShouldBe("Check");

    private static string Judge(
        long ageMs, int checks = 0, string? immunity = null, long storedAgoMs = 1, HalfRules? rules = null)
    {
        var properties = new Dictionary<string, string>();
        if (checks > 0)
            properties["TRANSACTION_CHECK_TIMES"] = checks.ToString(CultureInfo.InvariantCulture);

        if (immunity is not null)
            properties["CHECK_IMMUNITY_TIME_IN_SECONDS"] = immunity;

        var half = new MessageExt
        {
            Topic = TopicNames.TransactionHalf,
            BornTimestamp = Now - ageMs,
            StoreTimestamp = Now - storedAgoMs,
            Properties = properties,
        };
        return (rules ?? Rules).Judge(half, Now).ToString();
    }
}
