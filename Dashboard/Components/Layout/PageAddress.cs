using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Components.Layout;

/// <summary>
/// The address of a page that keeps its state there. A link, Back and Forward tell the page where it is now. What the page itself writes
/// comes back from the browser once, perhaps after the page has gone on: that is told to nobody. Neither is another path, for that is
/// another page, or the same one with other parameters.
/// </summary>
internal sealed class PageAddress : IDisposable
{
    /// <summary>Addresses that were written and have not come back; of more the oldest is forgotten.</summary>
    private const int MostWritten = 64;

    private readonly NavigationManager _navigation;
    private readonly Action<string> _moved;
    private readonly List<string> _written = [];
    private string _path;
    private bool _isDisposed;

    /// <param name="navigation">Of the browser tab.</param>
    /// <param name="moved">Gets the absolute address.</param>
    public PageAddress(NavigationManager navigation, Action<string> moved)
    {
        (_navigation, _moved, _path) = (navigation, moved, PathOf(navigation.Uri));
        navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Puts the page's state into the address, in place of the one of before.</summary>
    public void Write(string uri)
    {
        if (_written.Count == MostWritten)
        {
            _written.RemoveAt(0);
        }

        _written.Add(Normal(uri));
        _navigation.NavigateTo(uri, replace: true);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _navigation.LocationChanged -= OnLocationChanged;
    }

    private static string PathOf(string uri) => uri.Split('?', '#')[0];

    private string Normal(string uri) => _navigation.ToAbsoluteUri(uri).AbsoluteUri;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs args)
    {
        // The event may still reach a page that a handler before took away.
        if (_isDisposed || IsOwn(args.Location))
        {
            return;
        }

        var path = PathOf(args.Location);
        var isSamePage = path == _path;
        _path = path;
        if (isSamePage)
        {
            _moved(args.Location);
        }
    }

    private bool IsOwn(string location)
    {
        var index = _written.IndexOf(Normal(location));
        if (index < 0)
        {
            return false;
        }

        // Those before it were overtaken on their way.
        _written.RemoveRange(0, index + 1);
        return true;
    }
}
