namespace Dashboard.Components.Controls;

/// <summary>Results of what was done, shown at the bottom of the page for a while; at most three, the oldest goes first.</summary>
internal sealed class Notices
{
    private const int Capacity = 3;

    private readonly List<Notice> _shown = [];
    private long _last;

    public event Action? Changed;

    public IReadOnlyList<Notice> Shown => _shown;

    public void Done(string text) => Add(text, isFailure: false);

    public void Failed(string text) => Add(text, isFailure: true);

    public void Dismiss(long id)
    {
        if (_shown.RemoveAll(notice => notice.Id == id) > 0)
        {
            Changed?.Invoke();
        }
    }

    private void Add(string text, bool isFailure)
    {
        if (_shown.Count == Capacity)
        {
            _shown.RemoveAt(0);
        }

        _shown.Add(new Notice(++_last, text, isFailure));
        Changed?.Invoke();
    }
}
