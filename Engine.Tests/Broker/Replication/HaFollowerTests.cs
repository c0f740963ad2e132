using Engine.Broker.Replication;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G1")]
public sealed class HaFollowerTests
{
    [Fact]
    public async Task Reports_AtTheBeginningBehindEveryPieceAndInSilence()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        pair.Put(2);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);

        (await feed.NextReportAsync()).ShouldBe(0);
        var log = ReadLog(pair);
        await feed.SendAsync(0, log);
        (await feed.NextReportAsync()).ShouldBe(log.Length);
        var silent = feed.NextReportAsync();
        await pair.Pump.UntilAsync(silent, "a report in silence");
        (await silent).ShouldBe(log.Length);
        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task Frames_CutInTheMiddleOfAnything_TheNextConnectionGoesOnAtARecord()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        pair.Put(1);
        var first = (int)pair.MasterStore.MaxPhysicalOffset;
        pair.Put(2);
        var log = ReadLog(pair);
        await pair.StartSlaveAsync();

        // In a head; in a record; right before the last byte.
        (int Send, int Sent, int Expected)[] cuts = [(log.Length, 5, 0), (log.Length, 12 + first + 20, 0), (log.Length - first, 0, first)];
        foreach (var (send, sent, expected) in cuts)
        {
            var feed = await master.NextAsync(pair);
            var position = (int)await feed.NextReportAsync();
            position.ShouldBe(expected);
            var frame = new byte[HaFrame.HeadBytes + send];
            HaFrame.WriteHead(frame, position, send);
            log.AsSpan(position, send).CopyTo(frame.AsSpan(HaFrame.HeadBytes));
            await feed.WriteAsync(frame[..(sent == 0 ? frame.Length - 1 : sent)]);
            feed.End();
        }

        var last = await master.NextAsync(pair);
        var at = (int)await last.NextReportAsync();
        await last.SendAsync(at, log[at..]);
        (await last.NextReportAsync()).ShouldBe(log.Length);
        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task Frame_OfAnotherOffset_EndsTheConnectionAndTheNextIsRight()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        pair.Put(2);
        var log = ReadLog(pair);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);
        await feed.NextReportAsync();
        await feed.SendAsync(0, log);
        await feed.NextReportAsync();

        await feed.SendAsync(log.Length + 8, [1, 2, 3]);

        await Soon.Within(feed.SlaveEndedAsync(), "the end of the connection");
        feed.End();
        (await pair.ProblemAsync()).ShouldContain($"where {log.Length} comes next");
        var next = await master.NextAsync(pair);
        (await next.NextReportAsync()).ShouldBe(log.Length);
        (await pair.StatusAsync(HaPair.SlaveAddress)).HaClientRuntimeInfo.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Frame_WithDamagedBytes_IsNotStoredAndSaidUntilTheRightOnesCome()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        pair.Put(1);
        var log = ReadLog(pair);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);
        await feed.NextReportAsync();
        var bent = (byte[])log.Clone();
        bent[^20] ^= 1;

        await feed.SendAsync(0, bent);

        await Soon.Within(feed.SlaveEndedAsync(), "the end of the connection");
        feed.End();
        (await pair.ProblemAsync()).ShouldContain("log offset 0 is damaged");
        var next = await master.NextAsync(pair);
        (await next.NextReportAsync()).ShouldBe(0);
        await next.SendAsync(0, log);
        (await next.NextReportAsync()).ShouldBe(log.Length);
        pair.ShouldBeAlike();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(HaFrame.MostBytes + 1)]
    public async Task Frame_OfAnImpossibleSize_EndsTheConnection(int size)
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);
        await feed.NextReportAsync();

        await feed.SendAsync(0, [], size);

        await Soon.Within(feed.SlaveEndedAsync(), "the end of the connection");
        feed.End();
        (await pair.ProblemAsync()).ShouldContain($"a piece of {size} bytes");
    }

    [Fact]
    public async Task Silence_OfTwentySeconds_EndsTheConnectionAndANewOneIsMade()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);
        var came = pair.Clock.GetUtcNow();

        await pair.Pump.UntilAsync(feed.SlaveEndedAsync(), "the end of the connection");

        (pair.Clock.GetUtcNow() - came).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20));
        feed.End();
        var next = await master.NextAsync(pair);
        (await next.NextReportAsync()).ShouldBe(0);
        (await pair.StatusAsync(HaPair.SlaveAddress)).HaClientRuntimeInfo.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task CaughtUp_IsSaidWhenAllIsThereThatTheMasterHadAtTheBeginning()
    {
        await using var pair = await StartAsync();
        await using var master = await ScriptedMaster.ListenAsync(pair.Streams);
        pair.Put(2);
        var log = ReadLog(pair);
        await pair.StartSlaveAsync();
        var feed = await master.NextAsync(pair);
        await feed.NextReportAsync();
        await feed.SendAsync(0, log[..^1], log.Length);
        await feed.NextReportAsync();
        (await CaughtUpAsync(pair)).ShouldBeFalse();

        await feed.WriteAsync(log[^1..]);
        await feed.NextReportAsync();

        (await CaughtUpAsync(pair)).ShouldBeTrue();
        feed.End();
        await Scenarios.ClockPump.UntilStillAsync(async () => !await CaughtUpAsync(pair), "the end of the connection");
    }

    private static Task<HaPair> StartAsync() => HaPair.StartMasterAsync(options => options with { HaAddress = null });

    private static async Task<bool> CaughtUpAsync(HaPair pair) =>
        (await pair.StatusAsync(HaPair.SlaveAddress)).HaClientRuntimeInfo.HasCaughtUp;

    private static byte[] ReadLog(HaPair pair)
    {
        var log = new byte[(int)pair.MasterStore.MaxPhysicalOffset];
        pair.MasterStore.ReadLog(0, log).ShouldBe(log.Length);
        return log;
    }
}
