using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Engine.Admin;

namespace Dashboard.Components.Layout;

/// <summary>
/// Follows one live subscription for a component. The first change is shown at once, then one render in 100 ms with the newest
/// snapshot; a paused tab keeps what it shows. The subscription ends with the component.
/// </summary>
internal sealed partial class LiveReading<T> : IAsyncDisposable
    where T : class, ISnapshot<T>
{
    public static readonly TimeSpan RenderDistance = TimeSpan.FromMilliseconds(100);

    private readonly LiveView _view;
    private readonly TimeProvider _time;
    private readonly Func<Action, Task> _render;
    private readonly ILogger _logger;
    private readonly bool _isMain;
    private CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private int _turn;
    private T? _newest;

    /// <summary><paramref name="render"/> runs an action on the component's own thread and renders it afterwards.</summary>
    public LiveReading(LiveView view, TimeProvider time, ILogger logger, Func<Action, Task> render, bool isMain = true)
    {
        (_view, _time, _logger, _render, _isMain) = (view, time, logger, render, isMain);
        _view.Changed += OnViewChanged;
    }

    /// <summary>The snapshot on the screen; null before the first.</summary>
    public T? Snapshot { get; private set; }

    /// <summary>Why there is nothing to show (any more).</summary>
    public AdminException? Failure { get; private set; }

    /// <summary>
    /// A page in a browser follows what <paramref name="watch"/> gives, in place of what it followed before; the static first answer
    /// of the server shows one snapshot of <paramref name="read"/>. What does not exist is waited for with <paramref name="coming"/>,
    /// which ends when it exists at a later time than the one it is given, and then followed; without it the failure stays.
    /// </summary>
    public async Task ShowAsync(
        bool isInteractive,
        Func<LiveSubscription<T>> watch,
        Func<CancellationToken, Task<T>> read,
        Func<DateTimeOffset, CancellationToken, Task>? coming = null)
    {
        var turn = ++_turn;
        await StopAsync();
        if (turn != _turn)
        {
            // While the old subscription ended the page went on to something else, or away: nobody would end a new one.
            return;
        }

        (_newest, Snapshot, Failure, _end) = (null, null, null, new CancellationTokenSource());
        try
        {
            if (!isInteractive)
            {
                Snapshot = await read(_end.Token);
                return;
            }

            var subscription = watch();
            Take(subscription.Latest);
            _reading = ReadAsync(subscription, watch, coming, _end.Token);
        }
        catch (AdminException exception)
        {
            Failure = exception;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _turn++;
        _view.Changed -= OnViewChanged;
        await StopAsync();
        if (_isMain)
        {
            _view.Clear();
        }
    }

    private async Task ReadAsync(
        LiveSubscription<T> subscription,
        Func<LiveSubscription<T>> watch,
        Func<DateTimeOffset, CancellationToken, Task>? coming,
        CancellationToken cancellationToken)
    {
        try
        {
            while (await FollowAsync(subscription, cancellationToken) is { } missing)
            {
                var since = _time.GetUtcNow();
                await _render(() => (_newest, Snapshot, Failure) = (null, null, missing));
                if (coming is null)
                {
                    return;
                }

                await coming(since, cancellationToken);
                subscription = watch();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The component is gone or follows something else.
        }
        catch (AdminException exception)
        {
            await _render(() => Failure = exception);
        }
        catch (Exception exception)
        {
            LogBroken(_logger, exception, typeof(T).Name);
            var failure = new AdminException(AdminErrorKind.Unreachable, $"The live figures broke off: {exception.Message}");
            await _render(() => Failure = failure);
        }
    }

    /// <summary>Shows what comes; ends with the failure of a thing that does not exist, or with null.</summary>
    private async Task<AdminException?> FollowAsync(LiveSubscription<T> subscription, CancellationToken cancellationToken)
    {
        try
        {
            await using (subscription)
            {
                subscription.OnTrouble(trouble => _ = _render(() => Explain(trouble, cancellationToken)));
                await foreach (var snapshot in subscription.ReadAllAsync(cancellationToken))
                {
                    await _render(() => Take(snapshot));
                    await Task.Delay(RenderDistance, _time, cancellationToken);
                }
            }

            return null;
        }
        catch (AdminException exception) when (exception.Kind is AdminErrorKind.GroupNotFound or AdminErrorKind.TopicNotFound)
        {
            return exception;
        }
    }

    /// <summary>Why there is still nothing; the next snapshot takes its place.</summary>
    private void Explain(AdminException trouble, CancellationToken cancellationToken)
    {
        if (Snapshot is null && !cancellationToken.IsCancellationRequested)
        {
            Failure = trouble;
        }
    }

    private void Take(T? snapshot)
    {
        if (snapshot is null)
        {
            return;
        }

        (_newest, Failure) = (snapshot, null);
        if (!_view.IsPaused || Snapshot is null)
        {
            Show(snapshot);
        }
    }

    private void Show(T snapshot)
    {
        Snapshot = snapshot;
        if (_isMain)
        {
            _view.Report(snapshot.SampledAt, snapshot.Source);
        }
    }

    private void OnViewChanged()
    {
        if (!_view.IsPaused && _newest is { } newest && !ReferenceEquals(newest, Snapshot))
        {
            _ = _render(() => Show(newest));
        }
    }

    private async Task StopAsync()
    {
        // Not disposed, as two may stop the same reading; without a timer there is nothing in it to let go.
        await _end.CancelAsync();
        await _reading;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not go on following {Snapshot}")]
    private static partial void LogBroken(ILogger logger, Exception exception, string snapshot);
}
