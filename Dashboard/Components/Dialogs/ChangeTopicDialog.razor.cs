using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Engine.Admin.Topics;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// Changes queues and permission of a topic on all its brokers. Before queues go that hold unread messages it says which, and asks. Closes
/// with true once it is done.
/// </summary>
public sealed partial class ChangeTopicDialog
{
    private const int MostNamed = 8;

    /// <summary>Each with the key of its words.</summary>
    private static readonly IReadOnlyList<(string Value, string Key)> Permissions =
        [("6", "PermReadWrite"), ("4", "PermRead"), ("2", "PermWrite")];

    private ElementReference _first;
    private TopicChangeForm _form = default!;
    private UnreadFinds? _unread;
    private string? _problem;
    private bool _isForced;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Topic { get; set; } = string.Empty;

    /// <summary>The topic as its brokers have it; at least one.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TopicRoute> Routes { get; set; } = [];

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool CanChange => !_busy && _form.ToChange(Topic) is not null && (_unread is null || _isForced);

    private string PermissionEffect => Texts[_form.Perm switch
    {
        "4" => "TopicReadOnlyEffect",
        "2" => "TopicWriteOnlyEffect",
        _ => "TopicReadWriteEffect",
    }];

    protected override void OnInitialized() => _form = new TopicChangeForm(Routes);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private static string Text(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    /// <summary>What was found and agreed to was of another change.</summary>
    private void Take(Action typed)
    {
        typed();
        (_unread, _isForced, _problem) = (null, false, null);
    }

    private IEnumerable<string> Lines(UnreadFinds unread)
    {
        var named = unread.Queues.Take(MostNamed).Select(Line);
        var more = unread.Queues.Count - MostNamed;
        return unread.Silent.Select(broker => Texts.Format("TopicUnreadSilent", broker))
            .Concat(named)
            .Concat(more > 0 ? [Texts.Count("TopicUnreadMore", more)] : []);
    }

    private string Line(UnreadQueue queue) => Texts.Format(
        $"TopicUnread{queue.Cause}", queue.Broker, queue.QueueId, Texts.Count("Messages", queue.Messages), queue.Group);

    private async Task ChangeAsync()
    {
        if (!CanChange || _form.ToChange(Topic) is not { } change)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        var isDone = false;
        _problem = await Attempts.TryAsync(async () => isDone = await ApplyAsync(change));
        _busy = false;
        if (isDone)
        {
            Dialogs.Close(true);
        }
    }

    /// <summary>False when it asks first.</summary>
    private async Task<bool> ApplyAsync(TopicChange change)
    {
        if (!_isForced && await Operations.FindUnreadAsync(Cluster, change, CancellationToken.None) is { IsEmpty: false } unread)
        {
            _unread = unread;
            return false;
        }

        await Operations.UpdateTopicAsync(Cluster, change, _isForced, PageActor.Current, CancellationToken.None);
        return true;
    }
}
