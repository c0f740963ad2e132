using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.Groups;

/// <summary>Consumption statistics by member and topic (D8).</summary>
public sealed partial class ConsumptionCard
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ClientView> Clients { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private ConsumptionRow[] Rows =>
    [
        .. from client in Clients
           from membership in client.Memberships
           from topic in membership.Running?.Topics ?? []
           select new ConsumptionRow(client.ClientId, topic),
    ];
}
