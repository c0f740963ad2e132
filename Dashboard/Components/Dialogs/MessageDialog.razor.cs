using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Messages;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Direct;
using Engine.Admin.Resending;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>One message whole: what it is, who consumed it, and what can be done with it.</summary>
public sealed partial class MessageDialog : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private ElementReference _close;
    private BrowsedMessage? _message;
    private IReadOnlyList<Consumption>? _groups;
    private IReadOnlyList<string> _allGroups = [];
    private string? _group;
    private string? _failure;
    private (bool IsGood, string Text)? _result;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public StoredPlace Place { get; set; }

    [Inject]
    private ClusterRegistry Clusters { get; set; } = default!;

    [Inject]
    private ClusterOperations Operations { get; set; } = default!;

    [Inject]
    private Attempts Attempts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private bool IsReadOnly => Clusters.Find(Cluster)?.IsReadOnly ?? true;

    private bool CanAct => _group is not null && !IsReadOnly && !TopicNames.IsSystem(Place.Queue.Topic);

    private string? ActTitle => IsReadOnly ? Texts["ReadOnly"] : _allGroups.Count == 0 ? Texts["NoGroupYet"] : null;

    private IEnumerable<(string Name, string Value, bool Copies)> Facts
    {
        get
        {
            var message = _message!.Message;
            yield return (Texts["MessageIdName"], message.MessageId, true);
            yield return (Texts["OffsetIdName"], message.OffsetMessageId, true);
            yield return (Texts["Topic"], message.Topic, true);
            yield return (Texts["Queue"], $"{message.BrokerName} · Q{message.QueueId}", false);
            yield return (Texts["Offset"], Controls.Display.Digits(message.QueueOffset), true);
            yield return (Texts["StoredAt"], $"{Display.Exact(_message.StoredAt)} · {message.StoreHost}", false);
            yield return (Texts["BornAt"], $"{Display.Exact(_message.BornAt)} · {message.BornHost}", false);
            yield return (Texts["Retries"], Display.Count(message.ReconsumeTimes), false);
            var size = Texts.Format("SizeOfBoth", Display.Count(_message.BodyBytes), Display.Count(message.StoreSize));
            yield return (Texts["SizeBytes"], size, false);
        }
    }

    /// <summary>Opens it over the page.</summary>
    internal static Task OpenAsync(DialogService dialogs, Texts texts, string cluster, StoredPlace place) =>
        dialogs.OpenAsync<MessageDialog>(
        texts["Message"],
        new Dictionary<string, object?> { [nameof(Cluster)] = cluster, [nameof(Place)] = place },
        DialogLook.Of("860px"));

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    protected override async Task OnInitializedAsync() => _failure = await Attempts.TryAsync(async () =>
    {
        var gateway = Clusters.Get(Cluster);
        var slice = await gateway.Messages.ReadQueueAsync(Place.Queue, Place.Offset, 1, _end.Token);
        _message = slice.Messages.FirstOrDefault()
            ?? throw new AdminException(
                AdminErrorKind.QueueNotFound,
                Texts.Format(
                    "NoMessageAt", Display.Count(Place.Offset), Display.Count(slice.MinOffset), Display.Count(slice.MaxOffset - 1)));
        var progress = await gateway.ReadProgressAsync(_end.Token);
        _groups = Consumption.Of(progress, Place.Queue, Place.Offset);
        var names = progress.Groups.Select(group => group.Group).Where(name => !GroupNames.IsSystem(name));
        _allGroups = [.. names.Order(StringComparer.Ordinal)];
        _group = _groups.Select(one => one.Group).FirstOrDefault(_allGroups.Contains) ?? _allGroups.FirstOrDefault();
    });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _close.FocusAsync();
        }
    }

    private string ConsumedText(Consumption one) => one.IsConsumed switch
    {
        true => Texts.Format("ConsumedYes", Display.Count(one.ConsumerOffset)),
        false => Texts.Format("ConsumedNo", Display.Count(one.ConsumerOffset), Display.Count(Place.Offset - one.ConsumerOffset)),
        null => $"{Controls.Display.Unknown} {Texts.Format(one.Cause!, Place.Queue.BrokerName)}",
    };

    private Task ResendAsync()
    {
        var group = _group!;
        _result = null;
        var text = Texts.Format("ResendText", Texts.Count("Messages", 1), Cluster, TopicNames.Retry(group), group);
        return Dialogs.OpenAsync<ConfirmDialog>(
            Texts.Format("ResendAsk", group),
            new Dictionary<string, object?>
            {
                [nameof(ConfirmDialog.Text)] = text,
                [nameof(ConfirmDialog.Effects)] = (string[])[Texts["ResendKeeps"], Texts["ResendOffline"], Texts["ResendStays"]],
                [nameof(ConfirmDialog.Action)] = Texts.Count("Resend", 1),
                [nameof(ConfirmDialog.Safe)] = Texts["NotNow"],
                [nameof(ConfirmDialog.ActFor)] = (Func<string?, CancellationToken, Task>)(async (reason, cancellationToken) =>
                {
                    var results = await Operations.ResendAsync(Cluster, group, [Place], reason, PageActor.Current, cancellationToken);
                    _result = results[0].Error is { } error ? (false, error) : (true, Texts.Format("ResentOne", group));
                }),
            },
            DialogLook.Of("520px"));
    }

    private async Task ConsumeAsync()
    {
        _result = null;
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConsumeDialog.Cluster)] = Cluster,
            [nameof(ConsumeDialog.Group)] = _group,
            [nameof(ConsumeDialog.Place)] = Place,
        };
        var title = Texts.Format("ConsumeAsk", _group);
        if (await Dialogs.OpenAsync<ConsumeDialog>(title, parameters, DialogLook.Of("520px")) is DirectResult result)
        {
            var said = Texts.Format("ConsumeSaid", result.ClientId, Texts["Direct" + result.Result], Display.Count(result.SpentMs));
            _result = (result.IsConsumed, result.Remark is null ? said : $"{said} {result.Remark}");
        }
    }
}
