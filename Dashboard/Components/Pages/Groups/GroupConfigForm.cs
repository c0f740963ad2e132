using Engine.Admin.Groups;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What was typed over a group's configuration, field by field; what was not touched follows the brokers (pure).</summary>
public sealed class GroupConfigForm
{
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);

    /// <summary>Goes into the audit.</summary>
    public string? Reason { get; set; }

    /// <summary>The fields whose text is no value of theirs.</summary>
    internal IEnumerable<GroupSettingField> Wrong => GroupSettingField.All.Where(IsWrong);

    internal void Type(GroupSettingField field, string text) => _typed[field.Name] = text.Trim();

    internal void Clear()
    {
        _typed.Clear();
        Reason = null;
    }

    /// <summary>What the field shows.</summary>
    internal string Text(GroupSettingField field, GroupSettings current) => _typed.GetValueOrDefault(field.Name) ?? field.Of(current);

    internal bool IsWrong(GroupSettingField field) => _typed.TryGetValue(field.Name, out var text) && !field.Takes(text);

    /// <summary>The settings wished for; wrong fields stay as they are.</summary>
    internal GroupSettings Over(GroupSettings current) => GroupSettingField.All
        .Where(field => _typed.ContainsKey(field.Name) && !IsWrong(field))
        .Aggregate(current, (settings, field) => field.With(settings, _typed[field.Name]));

    /// <summary>
    /// Fields that a save would write over values which were not shown: the typed ones, and all where it makes brokers alike, as far as
    /// a broker has another value now than was shown.
    /// </summary>
    internal IReadOnlyList<GroupSettingField> Moved(GroupConfig shown, GroupConfig now) =>
    [
        .. GroupSettingField.All.Where(field =>
            (shown.Differs || now.Differs || _typed.ContainsKey(field.Name)) && !Values(field, shown).SequenceEqual(Values(field, now))),
    ];

    private static IEnumerable<(string Broker, bool Answers, string? Value)> Values(GroupSettingField field, GroupConfig config) =>
        config.Brokers.Select(broker => (
            broker.Broker, broker.Problem is null, broker.Settings is { } settings ? field.Of(settings) : null));
}
