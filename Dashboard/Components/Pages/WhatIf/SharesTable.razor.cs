using System.Globalization;
using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>Queues of each consumer under each strategy, with what it would gain and give up.</summary>
public sealed partial class SharesTable
{
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Members { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<StrategyForecast> Forecasts { get; set; } = [];

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    private int Largest => Math.Max(1, Forecasts.Max(one => one.Most));

    private string PartOf(MemberShare share) =>
        string.Create(CultureInfo.InvariantCulture, $"--part:{100.0 * share.Queues / Largest:0.#}%");

    private string ChangeText(MemberShare share) =>
        Texts.Format("WhatIfShareTitle", Texts.Count("WhatIfQueue", share.Queues), Display.Count(share.Gained), Display.Count(share.Lost));

    private string ChangeSigns(MemberShare share) => (share.Gained, share.Lost) switch
    {
        (var gained, 0) => Display.Change(gained),
        (0, var lost) => Display.Change(-lost),
        var (gained, lost) => $"{Display.Change(gained)} {Display.Change(-lost)}",
    };
}
