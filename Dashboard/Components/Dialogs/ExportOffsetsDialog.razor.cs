using Dashboard.Components.Controls;
using Engine.Admin.Clusters;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Leads to the consumerOffset.json of each broker.</summary>
public sealed partial class ExportOffsetsDialog
{
    private ElementReference _close;

    [Parameter, EditorRequired]
    public string Cluster { get; set; } = string.Empty;

    [Parameter, EditorRequired]
    public IReadOnlyList<BrokerView> Brokers { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private DialogService Dialogs { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _close.FocusAsync();
        }
    }
}
