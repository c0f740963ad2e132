using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Pages.Clients;

/// <summary>Connected clients, a row for each group one consumes in; a client that consumes in none has one row.</summary>
public sealed partial class ClientTable
{
    /// <summary>Null shows that they are being read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ClientView>? Clients { get; set; }

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    /// <summary>Time that ages are told from.</summary>
    [Parameter]
    public DateTimeOffset SampledAt { get; set; }

    /// <summary>False on the page of one group.</summary>
    [Parameter]
    public bool ShowsGroups { get; set; } = true;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private ClientLine[] Lines => [.. (Clients ?? []).SelectMany(ClientLine.Of)];

    private string HeartbeatTitle(ClientView client) =>
        client.LastHeartbeat is null ? Texts["NoHeartbeatCause"] : Display.Exact(client.LastHeartbeat);

    private Task ShowAsync(string clientId, string group) => Dialogs.OpenAsync<ThreadsDialog>(
        clientId,
        new()
        {
            [nameof(ThreadsDialog.Cluster)] = Cluster,
            [nameof(ThreadsDialog.Group)] = group,
            [nameof(ThreadsDialog.ClientId)] = clientId,
        },
        DialogLook.Of("720px"));
}
