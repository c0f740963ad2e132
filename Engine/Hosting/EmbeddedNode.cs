using Engine.Admin;
using Engine.Admin.Clusters;

namespace Engine.Hosting;

/// <summary>
/// A node that ends and starts again while the rest of the cluster runs; every start is a new life over the same folder. One change at a
/// time.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="role">See <see cref="NodeView"/>.</param>
/// <param name="address">Where it listens.</param>
/// <param name="make">Makes a new life, not started.</param>
internal sealed class EmbeddedNode(string name, string role, string address, Func<INodeRun> make)
{
    private readonly SemaphoreSlim _turn = new(1);
    private INodeRun? _run;
    private volatile NodeState _state = NodeState.Stopped;
    private volatile bool _isClosed;

    public string Name => name;

    public NodeView View => new(name, role, address, _state);

    /// <summary>Why it takes no messages; null when it does, is no broker, or does not run.</summary>
    public string? WriteStop => Volatile.Read(ref _run)?.WriteStop;

    /// <summary>The start with the whole cluster: what goes wrong comes out as it is.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => InTurnAsync(() => BeginAsync(cancellationToken), cancellationToken);

    /// <exception cref="AdminException">The state does not allow it, or the node does not start.</exception>
    public Task ChangeAsync(NodeAction action, CancellationToken cancellationToken) =>
        InTurnAsync(() => ApplyAsync(action), cancellationToken);

    /// <summary>The stop with the whole cluster; it does not start again afterwards.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        _isClosed = true;
        return InTurnAsync(
            () => _run is { } run
                ? EndAsync(run, () => run.StopAsync(cancellationToken), NodeState.Stopped)
                : Task.CompletedTask,
            CancellationToken.None);
    }

    private async Task InTurnAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await change().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ApplyAsync(NodeAction action)
    {
        if (_isClosed)
        {
            throw new AdminException(AdminErrorKind.NotReady, "The cluster is stopping.");
        }

        try
        {
            var change = (action, _run) switch
            {
                (NodeAction.Start, null) => BeginAsync(CancellationToken.None),
                (NodeAction.Start, _) => throw Conflict("runs already"),
                (_, null) => throw Conflict("does not run"),
                (NodeAction.Kill, { } run) => EndAsync(run, run.KillAsync, NodeState.Killed),
                (_, { } run) => EndAsync(run, () => run.StopAsync(CancellationToken.None), NodeState.Stopped),
            };
            await change.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AdminException(AdminErrorKind.Refused, $"{name}, {action}: {failure.Message}", failure);
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var before = _state;
        _state = NodeState.Starting;
        var run = make();
        try
        {
            // Recovery reads files: each node does it on a thread of its own.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await run.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _state = before;
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Volatile.Write(ref _run, run);
        _state = NodeState.Running;
    }

    private async Task EndAsync(INodeRun run, Func<Task> end, NodeState state)
    {
        _state = NodeState.Stopping;
        try
        {
            await end().ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _run, null);
            _state = state;
            await run.DisposeAsync().ConfigureAwait(false);
        }
    }

    private AdminException Conflict(string why) => new(AdminErrorKind.Conflict, $"{name} {why}.") { Field = "node" };
}
