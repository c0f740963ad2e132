using Engine.Client.Consuming;
using Engine.Hosting;
using Engine.Protocol;

namespace Engine.Benchmarks.Soaking;

/// <summary>Three places for members of the group, and who comes and goes in them. One move at a time.</summary>
internal sealed class SoakMembers(
    EmbeddedCluster cluster, SoakLedger ledger, SoakFailures failures, Func<MessageQueue, long?> committedOf, Random random)
    : IAsyncDisposable
{
    private const int Places = 3;
    private const int LeastPauseMs = 200;
    private const int MostPauseMs = 1500;

    private readonly SoakMember?[] _members = new SoakMember?[Places];
    private readonly List<SoakMember> _all = [];

    internal int Joins { get; private set; }

    internal int Stops { get; private set; }

    internal int Closed { get; private set; }

    internal int Silent { get; private set; }

    internal int Rebalances => _all.Sum(member => member.Rebalances);

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _all)
            await member.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Makes chance moves at chance moments until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await MoveAsync(random.Next(Places)).ConfigureAwait(false);
            var pause = TimeSpan.FromMilliseconds(random.Next(LeastPauseMs, MostPauseMs));
            await Task.Delay(pause, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends the silent ones and sees that somebody is there.</summary>
    internal async Task SettleAsync()
    {
        for (var place = 0; place < Places; place++)
        {
            if (_members[place] is { IsSilent: true })
                await MoveAsync(place).ConfigureAwait(false);
        }

        if (Array.TrueForAll(_members, member => member is null))
            await MoveAsync(0).ConfigureAwait(false);
    }

    internal async Task StopAllAsync(CancellationToken ct)
    {
        foreach (var member in _members)
        {
            if (member is not null)
                await member.StopAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Notes which lost queues members have done with.</summary>
    internal void NoteGivenUp()
    {
        foreach (var member in _members)
            member?.NoteGivenUp();
    }

    // A silent member's next move is that its channels close.
    private async Task MoveAsync(int place)
    {
        switch (_members[place])
        {
            case null:
                var member = new SoakMember(cluster, ledger, failures, new ShareRecorder(committedOf));
                _all.Add(member);
                await member.StartAsync(CancellationToken.None).ConfigureAwait(false);
                _members[place] = member;
                Joins++;
                break;
            case { IsSilent: true } silent:
                await silent.DisposeAsync().ConfigureAwait(false);
                _members[place] = null;
                break;
            case { } running:
                await LeaveAsync(running, place).ConfigureAwait(false);
                break;
        }
    }

    private async Task LeaveAsync(SoakMember member, int place)
    {
        switch (random.Next(5))
        {
            case 0 or 1:
                await member.StopAsync(CancellationToken.None).ConfigureAwait(false);
                _members[place] = null;
                Stops++;
                break;
            case 2 or 3:
                await member.AbortAsync(ConsumerAbort.CloseChannel).ConfigureAwait(false);
                _members[place] = null;
                Closed++;
                break;
            default:
                await member.AbortAsync(ConsumerAbort.Silent).ConfigureAwait(false);
                Silent++;
                break;
        }
    }
}
