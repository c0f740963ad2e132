using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>The queues that members hold, by topic, broker and queue id; two holders of one queue stand one below the other.</summary>
public sealed partial class HeldQueuesCard
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ClientView> Clients { get; set; } = [];

    /// <summary>Time that ages are told from.</summary>
    [Parameter]
    public DateTimeOffset SampledAt { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private HeldQueueRow[] Rows =>
    [
        .. from client in Clients
           from membership in client.Memberships
           from held in membership.Running?.Queues ?? []
           orderby held.Queue, client.ClientId
           select new HeldQueueRow(client.ClientId, held),
    ];

    private string Range(HeldQueue held) => held.CachedMinOffset is null
        ? Controls.Display.Unknown
        : $"{Display.Count(held.CachedMinOffset)} – {Display.Count(held.CachedMaxOffset)}";

    private string LockWord(HeldQueue held) => held.Dropped ? Texts["Dropped"] : Texts[held.Locked ? "LockHeld" : "LockNone"];

    private string TimeTitle(DateTimeOffset? at) => at is null ? Texts["Never"] : Display.Exact(at);
}
