using Dashboard.Components.Layout;
using Dashboard.Figures.Sampling;
using Engine.Admin.Statistics;

namespace Dashboard.Components.Controls;

/// <summary>What a list of groups shows and in which order; stands in the page's address.</summary>
internal sealed record GroupListView(string Search, bool OnlyLagging, string Sort, bool Descending)
{
    public const string ByLag = "lag";
    private static readonly string[] Columns = ["name", "state", "verdict", "members", ByLag, "timeLag", "eta", "in", "out"];

    public static GroupListView Start { get; } = new(string.Empty, false, ByLag, true);

    public static GroupListView Of(string uri)
    {
        var sort = PageQuery.Get(uri, "sort");
        return new GroupListView(
            PageQuery.Get(uri, "q") ?? string.Empty,
            PageQuery.Get(uri, "lagging") == "1",
            Columns.Contains(sort) ? sort! : Start.Sort,
            PageQuery.Get(uri, "dir") is { } direction ? direction == "desc" : Start.Descending);
    }

    public string In(string uri) => PageQuery.With(
        uri,
        ("q", Search),
        ("lagging", OnlyLagging ? "1" : null),
        ("sort", Sort == Start.Sort ? null : Sort),
        ("dir", Descending == Start.Descending ? null : Descending ? "desc" : "asc"));

    /// <summary>The same column again turns the order; names begin at A, numbers with the largest.</summary>
    public GroupListView SortedBy(string column) =>
        this with { Sort = column, Descending = column == Sort ? !Descending : column is not ("name" or "state") };

    public IReadOnlyList<GroupRow> Apply(IEnumerable<GroupRow> groups)
    {
        var shown = groups.Where(Shows);
        IOrderedEnumerable<GroupRow> sorted = Sort switch
        {
            "name" => Order(shown, group => group.Name),
            "state" => Order(shown, group => group.State),
            "members" => Order(shown, group => group.Members),
            "verdict" => Order(shown, group => QueueVerdicts.GravityOf(VerdictWords.Read(group.Verdict))),
            "timeLag" => Order(shown, group => group.TimeLagMs ?? -1),
            "eta" => Order(shown, group => group.EtaSeconds ?? (Waits.IsNever(GroupMath.MotionOf(group)) ? double.MaxValue : -1)),
            "in" => Order(shown, group => group.ProduceRate ?? -1),
            "out" => Order(shown, group => group.ConsumeRate ?? -1),
            _ => Order(shown, group => group.Lag ?? -1),
        };
        return [.. sorted.ThenBy(group => group.Name, StringComparer.Ordinal)];
    }

    private bool Shows(GroupRow group) =>
        (!OnlyLagging || group.Lag is > 0)
        && (Search.Length == 0
            || group.Name.Contains(Search, StringComparison.OrdinalIgnoreCase)
            || group.Topics.Any(topic => topic.Contains(Search, StringComparison.OrdinalIgnoreCase)));

    private IOrderedEnumerable<GroupRow> Order<TKey>(IEnumerable<GroupRow> groups, Func<GroupRow, TKey> key) =>
        Descending ? groups.OrderByDescending(key) : groups.OrderBy(key);
}
