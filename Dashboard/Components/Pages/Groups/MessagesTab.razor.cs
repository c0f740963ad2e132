using System.Globalization;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Dashboard.Figures.Sampling;
using Engine.Admin.Browsing;
using Engine.Admin.Resending;
using Engine.Protocol;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Groups;

/// <summary>
/// The message at an offset of one of the group's queues with ten neighbours on each side; without an offset the next unconsumed one. Queue
/// and offset stand in the address.
/// </summary>
public sealed partial class MessagesTab : IDisposable
{
    private const int Neighbours = 10;

    private readonly CancellationTokenSource _end = new();
    private PageAddress _address = default!;
    private MessageQueue? _queue;
    private string? _offset;
    private QueueSlice? _slice;
    private string? _failure;
    private string? _shown;
    private int _turn;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Group { get; set; } = string.Empty;

    /// <summary>The group's queues; null while they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<QueueRow>? Rows { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private IEnumerable<(string Value, string Text)> Choices => (Rows ?? [])
        .Select(QueueOf)
        .Select(queue => (Value(queue)!, $"{queue.Topic} · {queue.BrokerName} · Q{queue.QueueId}"));

    private long? Number => long.TryParse(_offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private QueueRow? Row => Rows?.FirstOrDefault(row => QueueOf(row) == _queue);

    private long? NextOffset => Row is { } row ? Math.Max(row.ConsumerOffset ?? 0, row.MinOffset) : null;

    private string? Bounds => _slice is null ? null
        : Texts.Format("QueueHolds", Display.Count(_slice.MinOffset), Display.Count(_slice.MaxOffset - 1));

    private string MarkText => Number == Row?.ConsumerOffset ? Texts["NextUnconsumed"] : Texts["AtOffset"];

    public void Dispose()
    {
        _address.Dispose();
        _end.Cancel();
        _end.Dispose();
    }

    protected override void OnInitialized() => _address = new PageAddress(Navigation, Follow);

    protected override Task OnParametersSetAsync()
    {
        if (Rows is null || _shown == $"{Cluster} {Group}")
        {
            return Task.CompletedTask;
        }

        _shown = $"{Cluster} {Group}";
        return TakeAddressAsync(Navigation.Uri);
    }

    private static MessageQueue QueueOf(QueueRow row) => new(row.Topic, row.Broker, row.QueueId);

    private static string? Value(MessageQueue? queue) => queue is { } one ? $"{one.Topic} {one.BrokerName} {one.QueueId}" : null;

    /// <summary>The address may be that of another tab by now, which takes this one away.</summary>
    private void Follow(string uri)
    {
        if (Rows is not null && PageQuery.Get(uri, "tab") == GroupTabs.Messages)
        {
            _ = InvokeAsync(async () =>
            {
                await TakeAddressAsync(uri);
                StateHasChanged();
            });
        }
    }

    private Task TakeAddressAsync(string uri)
    {
        var named = $"{PageQuery.Get(uri, "topic")} {PageQuery.Get(uri, "broker")} {PageQuery.Get(uri, "queue")}";
        _queue = Find(named);
        _offset = PageQuery.Get(uri, "offset") ?? Controls.Display.Digits(NextOffset);
        return LoadAsync();
    }

    private MessageQueue? Find(string? value) =>
        Rows?.FirstOrDefault(row => Value(QueueOf(row)) == value) is { } row ? QueueOf(row) : null;

    private void TakeOffset(ChangeEventArgs args) => _offset = args.Value?.ToString()?.Trim();

    private Task ChooseAsync(ChangeEventArgs args)
    {
        _queue = Find(args.Value?.ToString());
        return NextAsync();
    }

    private Task NextAsync()
    {
        _offset = Controls.Display.Digits(NextOffset);
        return ReadAsync();
    }

    private Task ReadAsync()
    {
        _address.Write(PageQuery.With(
            Navigation.Uri,
            ("tab", GroupTabs.Messages),
            ("topic", _queue?.Topic),
            ("broker", _queue?.BrokerName),
            ("queue", Controls.Display.Digits(_queue?.QueueId)),
            ("offset", _offset)));
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var turn = ++_turn;
        (_slice, _failure) = (null, null);
        if (_queue is not { } queue || Number is not { } offset)
        {
            return;
        }

        QueueSlice? slice = null;
        var failure = await Attempts.TryAsync(async () => slice = await Clusters.Get(Cluster).Messages.ReadQueueAsync(
            queue, Math.Max(0, offset - Neighbours), (2 * Neighbours) + 1, _end.Token));
        if (turn == _turn)
        {
            (_slice, _failure) = (slice, failure);
        }
    }

    private Task OpenAsync(BrowsedMessage message) =>
        MessageDialog.OpenAsync(Dialogs, Texts, Cluster, new StoredPlace(message.Queue, message.Message.QueueOffset));
}
