using Engine.Client.Producing;

namespace Engine.Tests.Client.Producing;

public sealed class ProducerChecksTests
{
    private static readonly ProducerOptions Legal = new() { Group = "p" };
    private static readonly TransactionProducerOptions LegalTransactions = new() { Sending = Legal };

    [Fact]
    public void Require_LegalSettings_Pass()
    {
        ProducerChecks.Require(Legal);
        ProducerChecks.Require(Legal with { RetryTimesWhenSendFailed = 0, RetryTimesWhenSendAsyncFailed = 0, CompressLevel = 0 });
        ProducerChecks.Require(Legal with { CompressLevel = 9, CompressMsgBodyOverHowmuch = 0, LatencyFaultLevels = [] });
        ProducerChecks.Require(LegalTransactions with { CheckConcurrency = 1000, CheckRequestHoldMax = 65_535, Topics = ["T"] });
    }

    [Fact]
    public void Require_IllegalSetting_NamesItAndTheRange()
    {
        Fault(Legal with { Group = "DEFAULT_PRODUCER" }).ShouldContain("DEFAULT_PRODUCER");
        Fault(Legal with { SendMsgTimeout = TimeSpan.Zero }).ShouldContain("SendMsgTimeout must be above zero");
        Fault(Legal with { RetryTimesWhenSendFailed = -1 }).ShouldContain("RetryTimesWhenSendFailed must be at least 0; it is -1");
        Fault(Legal with { RetryTimesWhenSendAsyncFailed = -1 }).ShouldContain("RetryTimesWhenSendAsyncFailed must be at least 0");
        Fault(Legal with { DefaultTopicQueueNums = 0 }).ShouldContain("DefaultTopicQueueNums must be at least 1");
        Fault(Legal with { MaxMessageSize = 0 }).ShouldContain("MaxMessageSize must be at least 1");
        Fault(Legal with { MaxBatchSize = 0 }).ShouldContain("MaxBatchSize must be at least 1; it is 0");
        Fault(Legal with { CompressMsgBodyOverHowmuch = -1 }).ShouldContain("CompressMsgBodyOverHowmuch must be at least 0");
        Fault(Legal with { CompressLevel = 10 }).ShouldContain("CompressLevel must be 0 to 9; it is 10");
        Fault(Legal with { MaxAsyncSends = 0 }).ShouldContain("MaxAsyncSends must be at least 1");
        Fault(Legal with { MaxPendingRequests = 0 }).ShouldContain("MaxPendingRequests must be at least 1");
        Fault(Legal with { AwaitTerminationWhenShutdown = TimeSpan.FromTicks(-1) }).ShouldContain("AwaitTerminationWhenShutdown");
    }

    [Fact]
    public void Require_LatencyLevels_MustAscendAndNotBeNegative()
    {
        var second = TimeSpan.FromSeconds(1);

        Fault(Legal with { LatencyFaultLevels = [new(second, second), new(second, second)] }).ShouldContain("ascend");
        Fault(Legal with { LatencyFaultLevels = [new(-second, second)] }).ShouldContain("negative");
        Fault(Legal with { LatencyFaultLevels = [new(second, -second)] }).ShouldContain("negative");
    }

    [Fact]
    public void Require_IllegalTransactionSetting_NamesIt()
    {
        Fault(LegalTransactions with { CheckConcurrency = 0 }).ShouldContain("CheckConcurrency must be 1 to 1000; it is 0");
        Fault(LegalTransactions with { CheckRequestHoldMax = 65_536 }).ShouldContain("CheckRequestHoldMax must be 1 to 65535");
        Fault(LegalTransactions with { Topics = ["a b"] }).ShouldContain("a b");
    }

    private static string Fault(ProducerOptions options) =>
        Should.Throw<ArgumentException>(() => ProducerChecks.Require(options)).Message;

    private static string Fault(TransactionProducerOptions options) =>
        Should.Throw<ArgumentException>(() => ProducerChecks.Require(options)).Message;
}
