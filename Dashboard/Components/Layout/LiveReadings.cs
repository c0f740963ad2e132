using Dashboard.Components.Controls;
using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Layout;

/// <summary>Makes the readings of this browser tab's pages.</summary>
internal sealed class LiveReadings(LiveView view, Display display, TimeProvider time, ILogger<LiveReadings> logger)
{
    /// <summary><paramref name="render"/> runs an action on the component's own thread and renders it afterwards.</summary>
    public LiveReading<T> Make<T>(Func<Action, Task> render, bool isMain = true)
        where T : class, ISnapshot<T> => new(view, time, logger, render, isMain);

    /// <summary>For what the brokers do not signal.</summary>
    public AskedReading<T> Ask<T>(Func<Action, Task> render)
        where T : class => new(view, display, time, logger, render);
}
