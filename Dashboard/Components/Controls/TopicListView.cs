using Dashboard.Components.Layout;
using Dashboard.Figures.Sampling;

namespace Dashboard.Components.Controls;

/// <summary>Which topics a list shows; stands in the page's address.</summary>
internal sealed record TopicListView(string Type, string Search)
{
    /// <summary>The types with the keys of their words.</summary>
    public static IReadOnlyList<(string Type, string Key)> Types { get; } =
        [("normal", "TypeNormal"), ("retry", "TypeRetry"), ("dlq", "TypeDlq"), ("system", "TypeSystem")];

    public static TopicListView Start { get; } = new("normal", string.Empty);

    public static TopicListView Of(string uri)
    {
        var type = PageQuery.Get(uri, "type");
        return new TopicListView(Types.Any(known => known.Type == type) ? type! : Start.Type, PageQuery.Get(uri, "q") ?? string.Empty);
    }

    public string In(string uri) => PageQuery.With(uri, ("type", Type == Start.Type ? null : Type), ("q", Search));

    public IReadOnlyList<TopicRow> Apply(IEnumerable<TopicRow> topics) =>
        [.. topics.Where(topic => topic.Type == Type && topic.Name.Contains(Search, StringComparison.OrdinalIgnoreCase))];
}
