using Dashboard.Components.Controls;
using Engine.Admin;

namespace Dashboard.Components.Layout;

/// <summary>
/// Asks for something again and again for a component, 3 s after each answer; a paused tab asks nothing. The last answer stays when a
/// later one fails. Ends with the component.
/// </summary>
internal sealed partial class AskedReading<T> : IAsyncDisposable
    where T : class
{
    public static readonly TimeSpan Distance = TimeSpan.FromSeconds(3);

    private readonly LiveView _view;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<Action, Task> _render;
    private readonly Display _display;
    private CancellationTokenSource _end = new();
    private Task _asking = Task.CompletedTask;
    private int _turn;

    /// <summary>
    /// <paramref name="render"/> runs an action on the component's own thread and renders it afterwards: after each answer, and when the
    /// browser told its language and zone, which no parameter of the component tells.
    /// </summary>
    public AskedReading(LiveView view, Display display, TimeProvider time, ILogger logger, Func<Action, Task> render)
    {
        (_view, _display, _time, _logger, _render) = (view, display, time, logger, render);
        _display.Changed += OnDisplayChanged;
    }

    /// <summary>The last answer; null before the first.</summary>
    public T? Value { get; private set; }

    /// <summary>Why the last question failed; null when it did not.</summary>
    public AdminException? Failure { get; private set; }

    /// <summary>A page in a browser asks on; the static first answer of the server asks once.</summary>
    public async Task ShowAsync(bool isInteractive, Func<CancellationToken, Task<T>> ask)
    {
        var turn = ++_turn;
        await StopAsync();
        if (turn != _turn)
        {
            return;
        }

        (Value, Failure, _end) = (null, null, new CancellationTokenSource());
        if (isInteractive)
        {
            _asking = AskOnAsync(ask, _end.Token);
        }
        else
        {
            (Value, Failure) = await AskAsync(ask, _end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _turn++;
        _display.Changed -= OnDisplayChanged;
        await StopAsync();
    }

    private void OnDisplayChanged() => _ = _render(static () => { });

    private async Task AskOnAsync(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (!_view.IsPaused || Value is null)
                {
                    var (value, failure) = await AskAsync(ask, cancellationToken);
                    await _render(() => (Value, Failure) = (value ?? Value, failure));
                }

                await Task.Delay(Distance, _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The component is gone or asks something else.
        }
    }

    private async Task<(T? Value, AdminException? Failure)> AskAsync(
        Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return (await ask(cancellationToken), null);
        }
        catch (AdminException exception)
        {
            return (null, exception);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogBroken(_logger, exception, typeof(T).Name);
            return (null, new AdminException(AdminErrorKind.Refused, $"It could not be read: {exception.Message}"));
        }
    }

    private async Task StopAsync()
    {
        await _end.CancelAsync();
        await _asking;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not read {What}")]
    private static partial void LogBroken(ILogger logger, Exception exception, string what);
}
