using System.Text;
using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Engine.Admin.Messages;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Sends one message, or the same one many times; stays open for the next.</summary>
public sealed partial class SendMessageDialog
{
    /// <summary>What one message from a page may have: the longest text, each character escaped.</summary>
    internal const int MostBytes = 1024 * 1024;

    /// <summary>A longer text would break the page's connection; REST takes bodies of any size that RocketMQ takes.</summary>
    private const int LongestBody = 100_000;

    private ElementReference _first;
    private string _body = "Hello from Console";
    private string _tags = string.Empty;
    private string _keys = string.Empty;
    private int _count = 1;
    private string? _result;
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public string Topic { get; set; } = string.Empty;

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

    private string SendText => _busy ? Texts["Sending"] : Texts.Count("SendCount", Math.Max(_count, 1));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private static string Text(ChangeEventArgs args) => args.Value?.ToString() ?? string.Empty;

    private static string? OrNone(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task SendAsync()
    {
        if (_busy)
        {
            return;
        }

        SendSummary? summary = null;
        (_busy, _result, _problem) = (true, null, null);
        _problem = await Attempts.TryAsync(async () =>
        {
            var message = new Message { Topic = Topic, Body = Encoding.UTF8.GetBytes(_body), Tags = OrNone(_tags), Keys = OrNone(_keys) };
            summary = await Operations.SendAsync(Cluster, message, _count, PageActor.Current, CancellationToken.None);
        });
        _busy = false;
        if (summary is not null)
        {
            Tell(summary);
        }
    }

    private void Tell(SendSummary summary)
    {
        if (summary is { Sent: > 0, Last: { } last })
        {
            var place = Texts.Format("SendPlace", last.Queue.BrokerName, last.Queue.QueueId, Display.Count(last.QueueOffset));
            _result = Texts.Format("SendDone", Texts.Count("Messages", summary.Sent), place);
        }

        if (summary.Failed > 0)
        {
            _problem = Texts.Format("SendFailed", Texts.Count("Messages", summary.Failed), summary.Error);
        }
    }
}
