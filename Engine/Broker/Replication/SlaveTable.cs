using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Broker.Replication;

/// <summary>One table that a slave takes from its master, and how it stands. One turn at a time; read by any thread.</summary>
/// <param name="name">As in <see cref="HaTableStatus.Table"/>.</param>
/// <param name="code">The request for it.</param>
/// <param name="take">Takes over and saves what the master answered.</param>
internal sealed class SlaveTable(string name, int code, Func<RemotingCommand, CancellationToken, ValueTask> take)
{
    private volatile HaTableStatus _status = new() { Table = name };

    public int Code => code;

    public HaTableStatus Status => _status;

    public ValueTask TakeAsync(RemotingCommand answer, CancellationToken cancellationToken) => take(answer, cancellationToken);

    /// <summary>It is the master's now; true when the turn before had failed.</summary>
    public bool Succeed(DateTimeOffset now)
    {
        var hadFailed = _status.Problem is not null;
        _status = new HaTableStatus { Table = name, LastSync = now.ToUnixTimeMilliseconds() };
        return hadFailed;
    }

    /// <summary>It stays as it was; true when the turn before had not failed.</summary>
    public bool Fail(string problem)
    {
        var isNew = _status.Problem is null;
        _status = _status with { Problem = problem };
        return isNew;
    }
}
