using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Resending;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Messages;

/// <summary>Stored messages by topic and time, key, id or place, and live; what is looked for stands in the address.</summary>
public sealed partial class MessagesPage : IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _end = new();
    private PageAddress _address = default!;
    private MessageSearchForm _form = new();
    private MessageSearchForm _shown = new();
    private IReadOnlyList<string> _topics = [];
    private BrowsedMessage[]? _found;
    private IReadOnlyList<string> _problems = [];
    private string? _older;
    private long? _total;
    private string? _failure;
    private string? _clusterFailure;
    private string? _cluster;
    private int _turn;

    [Parameter]
    public string Cluster { get; set; } = string.Empty;

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private string? CountText => _shown.Mode == MessageSearchForm.Live || _found is null ? null
        : Texts.Count("Messages", _total ?? _found.Length);

    public void Dispose()
    {
        _address.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized() => _address = new PageAddress(Navigation, Follow);

    protected override async Task OnParametersSetAsync()
    {
        if (_cluster == Cluster)
        {
            return;
        }

        _cluster = Cluster;
        _clusterFailure = null;
        _form = _shown = MessageSearchForm.Of(Navigation.Uri);
        try
        {
            var progress = await Clusters.Get(Cluster).ReadProgressAsync(_end.Token);
            _topics = [.. progress.Topics.Select(topic => topic.Name).Order(StringComparer.Ordinal)];
        }
        catch (AdminException exception) when (exception.Kind == AdminErrorKind.ClusterNotFound)
        {
            _clusterFailure = FailureStatus.Words(Texts, exception);
            return;
        }
        catch (AdminException exception)
        {
            // Topics can be typed.
            _problems = [FailureStatus.Words(Texts, exception)];
        }

        await LoadAsync();
    }

    private static string? TextOf(ChangeEventArgs args) => args.Value?.ToString()?.Trim() is { Length: > 0 } text ? text : null;

    private string HrefOf(string mode) => (_form with { Mode = mode, Page = null }).ToUri(Navigation.Uri);

    private void Follow(string uri) => _ = InvokeAsync(async () =>
    {
        _form = MessageSearchForm.Of(uri);
        if (_form != _shown)
        {
            _shown = _form;
            await LoadAsync();
        }

        StateHasChanged();
    });

    private Task SearchAsync() => GoAsync(_form with { Page = null });

    private Task GoAsync(MessageSearchForm form)
    {
        _form = _shown = form;
        _address.Write(form.ToUri(Navigation.Uri));
        return LoadAsync();
    }

    /// <summary>Looks for what the address says; an answer or a failure that a newer question overtook is left out.</summary>
    private async Task LoadAsync()
    {
        var turn = ++_turn;
        (_found, _failure, _older, _total, _problems) = (null, null, null, null, []);
        if (!_shown.IsComplete || _shown.Mode == MessageSearchForm.Live)
        {
            return;
        }

        try
        {
            var (messages, older, total, problems) = await FindAsync(Clusters.Get(Cluster).Messages, _shown);
            if (turn == _turn)
            {
                (_found, _older, _total, _problems) = (messages, older, total, problems);
            }
        }
        catch (AdminException exception)
        {
            _failure = turn == _turn ? FailureStatus.Words(Texts, exception) : _failure;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task<(BrowsedMessage[] Messages, string? Older, long? Total, IReadOnlyList<string> Problems)> FindAsync(
        IMessageBrowser browser, MessageSearchForm form)
    {
        switch (form.Mode)
        {
            case MessageSearchForm.ByKey:
                var byKey = await browser.FindByKeyAsync(form.Topic!, form.Key!, _end.Token);
                return ([.. byKey.Messages], null, null, byKey.Problems);
            case MessageSearchForm.ById:
                var byId = await browser.FindByIdAsync(form.Id!, form.Topic, _end.Token);
                return ([.. byId.Messages], null, null, byId.Problems);
            case MessageSearchForm.Place:
                var queue = new MessageQueue(form.Topic!, form.Broker!, form.QueueId!.Value);
                var slice = await browser.ReadQueueAsync(queue, form.OffsetNumber!.Value, 1, _end.Token);
                return ([.. slice.Messages], null, null, slice.Messages.Count > 0 ? [] : [Texts.Format(
                    "NoMessageAt", Display.Count(form.OffsetNumber), Display.Count(slice.MinOffset), Display.Count(slice.MaxOffset - 1))]);
            default:
                var range = new MessageRange(
                    form.Topic!, MessageSearchForm.TimeOf(form.From, Display.Zone), MessageSearchForm.TimeOf(form.To, Display.Zone));
                var page = await browser.ReadPageAsync(range, form.Page, PageSize, _end.Token);
                return ([.. page.Messages], page.Older, page.Total, page.Problems);
        }
    }

    private Task OpenAsync(BrowsedMessage message) =>
        MessageDialog.OpenAsync(Dialogs, Texts, Cluster, new StoredPlace(message.Queue, message.Message.QueueOffset));
}
