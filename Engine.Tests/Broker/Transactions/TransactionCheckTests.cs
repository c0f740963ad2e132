using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Transactions;

public sealed class TransactionCheckTests
{
    private const int Commit = 8;
    private const int Rollback = 12;
    private const int Unknown = 0;
    private const string Group = "CID_RMQ_SYS_TRANS";

    [Fact]
    public async Task Round_TransactionTakesTooLong_AsksAProducerOfItsGroup()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        var half = Halves.All(harness).Single();

        var asked = await RoundAsync(harness, client);

        var copy = Halves.All(harness)[1];
        var header = asked.ReadHeader<CheckTransactionStateHeader>();
        header.ShouldBe(new CheckTransactionStateHeader
        {
            TranStateTableOffset = copy.QueueOffset,
            CommitLogOffset = copy.PhysicalOffset,
            MsgId = "k1",
            TransactionId = "k1",
            OffsetMsgId = copy.OffsetMessageId,
        });
        var message = MessageRecordReader.ReadAll(asked.Body).ShouldHaveSingleItem();
        (message.Topic, message.QueueId, message.QueueOffset, message.PhysicalOffset)
            .ShouldBe((BrokerClient.Topic, 2, copy.QueueOffset, copy.PhysicalOffset));
        (message.BornTimestamp, message.StoreTimestamp, message.BornHost)
            .ShouldBe((half.BornTimestamp, half.StoreTimestamp, half.BornHost));
        (copy.Property("TRANSACTION_CHECK_TIMES"), copy.Property("WAIT"), copy.Property("REAL_TOPIC"))
            .ShouldBe(("1", "false", BrokerClient.Topic));
    }

    [Fact]
    public async Task Round_EndedOrYoungTransactions_AreNotAskedFor()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        foreach (var key in new[] { "committed", "open", "rolled back" })
            await client.SendHalfAsync(harness, key);

        await client.EndAsync(Halves.All(harness)[0], Commit);
        await client.EndAsync(Halves.All(harness)[2], Rollback);
        harness.Clock.Advance(TimeSpan.FromSeconds(55));
        await client.SendHalfAsync(harness, "young");

        (await RoundAsync(harness, client, seconds: 5)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("open");
        var next = new[] { await RoundAsync(harness, client), await AskedAsync(client) };

        next.Select(asked => asked.ReadHeader<CheckTransactionStateHeader>().MsgId).ShouldBe(["young", "open"]);
        client.TakeTold().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Commit, 1)]
    [InlineData(Rollback, 0)]
    public async Task Answer_OfACheck_EndsTheTransaction(int outcome, int messages)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        var asked = (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>();

        await client.EndAsync(asked.CommitLogOffset, asked.TranStateTableOffset, outcome);
        await client.SendHalfAsync(harness, "k2");

        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("k2");
        client.TakeTold().ShouldBeEmpty();
        harness.Read(BrokerClient.Topic, 2).Count.ShouldBe(messages);
    }

    [Fact]
    public async Task End_OfTheFirstHalfAfterACheck_EndsTheCopyToo()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        var asked = (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>();
        await client.EndAsync(Halves.All(harness)[0], Commit);
        await client.SendHalfAsync(harness, "k2");

        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("k2");
        await client.EndAsync(asked.CommitLogOffset, asked.TranStateTableOffset, Commit);

        client.TakeTold().ShouldBeEmpty();
        harness.Read(BrokerClient.Topic, 2).Count.ShouldBe(1, "the answer of the check came late");
    }

    [Fact]
    public async Task Round_AskedFifteenTimes_IsGivenUpWhereOperatorsFindIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        for (var check = 1; check <= 15; check++)
        {
            var asked = (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>();
            await client.EndAsync(asked.CommitLogOffset, asked.TranStateTableOffset, Unknown);
            Halves.All(harness)[check].Property("TRANSACTION_CHECK_TIMES").ShouldBe($"{check}");
        }

        harness.Read(Halves.GivenUp).ShouldBeEmpty();
        var stored = StoredWhenSaid(harness);
        var givenUp = harness.Log.NextAsync("is given up after 15 checks");
        await client.ProduceAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await givenUp;

        stored.ShouldBe([1], "it is said when it has happened");
        harness.Read(Halves.GivenUp).Single().Property("REAL_TOPIC").ShouldBe(BrokerClient.Topic);
        harness.Tables.Topics.Find(Halves.GivenUp)!.ReadQueueNums.ShouldBe(1);
        Halves.All(harness).Count.ShouldBe(16);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Round_PropertiesLeaveNoRoomForACopy_IsAskedForWithTheOriginalBeforeItIsGivenUp(bool isImmune)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        var own = isImmune ? ("CHECK_IMMUNITY_TIME_IN_SECONDS", "100") : ("immune", "no");
        await client.SendHalfAsync(harness, "k1", 2, own, ("own", "x"));
        var room = MessageLimits.MaxPropertiesBytes - PropertyString.Encode(Halves.All(harness).Single().Properties).Length;
        await client.EndAsync(Halves.All(harness).Single(), Rollback);
        await client.SendHalfAsync(harness, "k2", 2, own, ("own", new string('x', room)));
        await client.SendHalfAsync(harness, "k3");
        var stored = StoredWhenSaid(harness);

        var asked = new[] { await RoundAsync(harness, client), await AskedAsync(client) }
            .Select(each => each.ReadHeader<CheckTransactionStateHeader>())
            .ToList();

        asked.Select(each => each.MsgId).ShouldBe(["k2", "k3"]);
        var original = Halves.All(harness).Single(half => half.UniqueKey == "k2");
        (asked[0].CommitLogOffset, asked[0].TranStateTableOffset).ShouldBe((original.PhysicalOffset, original.QueueOffset));
        harness.Read(Halves.GivenUp).ShouldHaveSingleItem().UniqueKey.ShouldBe("k2");
        harness.Log.Lines.ShouldContain(line => line.Contains("is given up after 1 checks"));
        stored.ShouldBe([1], "it is said when it has happened");
        (await client.EndAsync(asked[0].CommitLogOffset, asked[0].TranStateTableOffset, Commit)).Code.ShouldBe(ResponseCode.Success);
        harness.Read(BrokerClient.Topic, 2).ShouldHaveSingleItem().UniqueKey.ShouldBe("k2");
    }

    [Fact]
    public async Task Round_ImmuneTransaction_LetsOthersPassAndIsAskedForWhenItsTimeIsOver()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "immune", 2, ("CHECK_IMMUNITY_TIME_IN_SECONDS", "100"));
        await client.SendHalfAsync(harness, "other");

        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("other");
        var asked = new[] { await RoundAsync(harness, client), await AskedAsync(client) };

        asked.Select(each => each.ReadHeader<CheckTransactionStateHeader>().MsgId).ShouldBe(["immune", "other"]);
        var checks = Halves.All(harness).Where(half => half.UniqueKey == "immune").Select(half => half.Property("TRANSACTION_CHECK_TIMES"));
        checks.ShouldBe([null, null, "1"], "waiting is no check");
    }

    [Fact]
    public async Task Round_NobodyOfTheGroupOnline_AsksWhenSomebodyIs()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        await client.ProduceAsync("ProducerB");
        var nobody = harness.Log.NextAsync("no producer of group ProducerA is online");

        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await nobody;
        client.TakeTold().ShouldBeEmpty();

        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("k1");
    }

    [Fact]
    public async Task Round_SeveralProducers_AsksOneOfThemAndTheNextTimeAnother()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = harness.NewClient("producer-1");
        var second = harness.NewClient("producer-2");
        await first.CreateTopicAsync();
        await first.SendHalfAsync(harness, "k1");
        await first.SendHalfAsync(harness, "k2");
        await first.ProduceAsync();
        await second.ProduceAsync();

        harness.Clock.Advance(TimeSpan.FromSeconds(60));

        (await first.NextToldAsync()).Code.ShouldBe(RequestCode.CheckTransactionState);
        (await second.NextToldAsync()).Code.ShouldBe(RequestCode.CheckTransactionState);
        first.TakeTold().Concat(second.TakeTold()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_OpenTransaction_IsAskedForAfterwardsAndEndedOnesAreNot()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "done");
        await client.SendHalfAsync(harness, "open");
        await client.EndAsync(Halves.All(harness)[0], Commit);
        await RoundAsync(harness, client);

        await harness.RestartAsync();

        harness.Tables.Offsets.Find(Group, Halves.Topic, 0).ShouldBe(2);
        harness.Tables.Offsets.Find(Group, Halves.Marks, 0).ShouldBe(1);
        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("open");
        client.TakeTold().ShouldBeEmpty();
        Halves.All(harness)[^1].Property("TRANSACTION_CHECK_TIMES").ShouldBe("2");
    }

    [Fact]
    public async Task Restart_ProcessWasKilledBeforeItSavedHowFarItCame_AsksOnceForEachMessage()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        await client.SendHalfAsync(harness, "k2");
        await RoundAsync(harness, client);
        await AskedAsync(client);
        await harness.StopBrokerAsync();
        File.Delete(harness.OffsetFile);
        File.Delete(harness.OffsetFile + ".bak");

        await harness.StartBrokerAsync();
        var asked = new[] { await RoundAsync(harness, client), await AskedAsync(client) };
        await client.SendHalfAsync(harness, "last");

        asked.Select(each => each.ReadHeader<CheckTransactionStateHeader>().MsgId).ShouldBe(["k1", "k2"]);
        asked = [await RoundAsync(harness, client), await AskedAsync(client), await AskedAsync(client)];
        asked.Select(each => each.ReadHeader<CheckTransactionStateHeader>().MsgId).ShouldBe(["k1", "k2", "last"]);
    }

    [Theory]
    [InlineData(Commit, 1)]
    [InlineData(Rollback, 0)]
    public async Task Restart_ProcessWasKilledAfterTheAnswerOfACheck_DoesNotAskAgain(int outcome, int messages)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CreateTopicAsync();
        await client.SendHalfAsync(harness, "k1");
        var asked = (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>();
        await client.EndAsync(asked.CommitLogOffset, asked.TranStateTableOffset, outcome);
        await harness.StopBrokerAsync();
        File.Delete(harness.OffsetFile);
        File.Delete(harness.OffsetFile + ".bak");

        await harness.StartBrokerAsync();
        await client.SendHalfAsync(harness, "k2");

        (await RoundAsync(harness, client)).ReadHeader<CheckTransactionStateHeader>().MsgId.ShouldBe("k2");
        client.TakeTold().ShouldBeEmpty("the first half message is checked again, but its copy's end marked it too");
        Halves.All(harness).Count(half => half.UniqueKey == "k1").ShouldBe(2);
        harness.Read(BrokerClient.Topic, 2).Count.ShouldBe(messages);
    }

    /// <summary>How many given up messages there are at each moment when one is said to be.</summary>
    private static List<int> StoredWhenSaid(BrokerHarness harness)
    {
        var stored = new List<int>();
        harness.Log.Saying = line =>
        {
            if (line.Contains("is given up", StringComparison.Ordinal))
                stored.Add(harness.Read(Halves.GivenUp).Count);
        };
        return stored;
    }

    /// <summary>Lets a round's time come and waits for the first question; the producer is online.</summary>
    private static async Task<RemotingCommand> RoundAsync(BrokerHarness harness, BrokerClient client, double seconds = 60)
    {
        await client.ProduceAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return await AskedAsync(client);
    }

    private static async Task<RemotingCommand> AskedAsync(BrokerClient client)
    {
        var asked = await client.NextToldAsync();
        asked.Code.ShouldBe(RequestCode.CheckTransactionState);
        asked.IsOneWay.ShouldBeTrue();
        return asked;
    }
}
