using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class PendingRequestsTests
{
    private static readonly MessageExt Reply = new() { Topic = "c_REPLY_TOPIC" };

    private readonly PendingRequests _pending = new(capacity: 2);

    [Fact]
    public async Task TryComplete_WaitingRequest_GetsItsReplyOnce()
    {
        var waiting = _pending.WaitAsync("a");

        _pending.TryComplete("a", Reply).ShouldBeTrue();
        _pending.TryComplete("a", Reply).ShouldBeFalse();

        (await waiting).ShouldBeSameAs(Reply);
        (_pending.Count, _pending.Late, _pending.Unknown).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void TryComplete_GivenUpOrNeverAsked_IsCountedApart()
    {
        _ = _pending.WaitAsync("a");
        _pending.GiveUp("a");

        _pending.TryComplete("a", Reply).ShouldBeFalse();
        _pending.TryComplete("b", Reply).ShouldBeFalse();
        _pending.TryComplete("c", Reply).ShouldBeFalse();

        (_pending.Count, _pending.Late, _pending.Unknown).ShouldBe((0, 1, 2));
    }

    [Fact]
    public void GiveUp_ThousandsOfRequests_RemembersTheLastThousand()
    {
        for (var number = 0; number < 1001; number++)
        {
            _ = _pending.WaitAsync($"{number}");
            _pending.GiveUp($"{number}");
        }

        _pending.TryComplete("0", Reply);
        _pending.TryComplete("1", Reply);

        (_pending.Late, _pending.Unknown).ShouldBe((1, 1));
    }

    [Fact]
    public void GiveUp_AfterTheReply_ForgetsNothing()
    {
        _ = _pending.WaitAsync("a");
        _pending.TryComplete("a", Reply);
        _pending.GiveUp("a");

        _pending.TryComplete("a", Reply);

        (_pending.Late, _pending.Unknown).ShouldBe((0, 1));
    }

    [Fact]
    public void WaitAsync_OverTheCapacity_IsRefusedWithSystemBusy()
    {
        _ = _pending.WaitAsync("a");
        _ = _pending.WaitAsync("b");

        var refusal = Should.Throw<ClientException>(() => { _ = _pending.WaitAsync("c"); });

        refusal.ResponseCode.ShouldBe(ResponseCode.SystemBusy);
        refusal.Message.ShouldContain("MaxPendingRequests");
        _pending.GiveUp("a");
        _ = _pending.WaitAsync("c");
        _pending.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Close_WaitingRequests_FailWithTheReason()
    {
        var waiting = _pending.WaitAsync("a");

        _pending.Close("it was stopped");

        (await Should.ThrowAsync<ClientException>(() => waiting)).Message.ShouldBe("it was stopped");
        Should.Throw<ObjectDisposedException>(() => { _ = _pending.WaitAsync("b"); });
    }
}
