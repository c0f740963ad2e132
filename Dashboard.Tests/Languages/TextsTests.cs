using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dashboard.Components.Controls;
using Dashboard.Demo;
using Engine.Admin;

namespace Dashboard.Tests.Languages;

/// <summary>The two resource files say the same things.</summary>
public sealed partial class TextsTests
{
    private static readonly IReadOnlyList<(string Key, string Text)> English = Read("Texts.resx");
    private static readonly IReadOnlyList<(string Key, string Text)> Chinese = Read("Texts.zh.resx");

    [Fact]
    public void Keys_OfBothLanguages_AreTheSameAndStandOnce()
    {
        var keys = English.Select(entry => entry.Key).ToList();

        Chinese.Select(entry => entry.Key).ShouldBe(keys, ignoreOrder: true);
        keys.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(keys.Count);
    }

    [Fact]
    public void Placeholders_OfBothLanguages_AreTheSame()
    {
        var chinese = Chinese.ToDictionary(entry => entry.Key, entry => entry.Text, StringComparer.Ordinal);
        var different =
            from entry in English
            where !Numbers(entry.Text).SetEquals(Numbers(chinese[entry.Key]))
            select $"{entry.Key}: {entry.Text} / {chinese[entry.Key]}";

        different.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_ThatSourcesName_AreThere()
    {
        var known = English.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var missing =
            from ending in (string[])[".razor", ".cs"]
            from file in Sources.Below("Dashboard/Components", ending)
            from use in Use().Matches(file.Text)
            let key = use.Groups["key"].Value
            let names = use.Groups["count"].Success ? (string[])[$"{key}1", $"{key}N"] : [key]
            where !names.All(known.Contains)
            select $"{file.Path}: {key}";

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Scenarios_InEnglish_ReadAsTheApiSaysThem()
    {
        foreach (var scenario in DemoScenarios.All)
        {
            Speaking.English[$"DemoTitle-{scenario.Id}"].ShouldBe(scenario.Title);
            Speaking.English[$"DemoLook-{scenario.Id}"].ShouldBe(scenario.Look);
            Speaking.Chinese[$"DemoTitle-{scenario.Id}"].ShouldNotBe(scenario.Title);
        }
    }

    [Fact]
    public void Failures_OfEveryKind_AreSaidInEnglishAsByTheApi()
    {
        foreach (var kind in Enum.GetValues<AdminErrorKind>())
        {
            FailureStatus.Words(Speaking.English, new AdminException(kind, "It failed.")).ShouldBe("It failed.");
            FailureStatus.Words(Speaking.Chinese, new AdminException(kind, "It failed.")).ShouldNotBe("It failed.");
        }
    }

    private static HashSet<string> Numbers(string text) => [.. Placeholder().Matches(text).Select(found => found.Groups[1].Value)];

    private static IReadOnlyList<(string Key, string Text)> Read(string name)
    {
        var (_, text) = Sources.Below("Dashboard/Languages", name).Single();
        return
        [
            .. XDocument.Parse(text).Root!.Elements("data").Select(data => (data.Attribute("name")!.Value, data.Element("value")!.Value)),
        ];
    }

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b[Tt]exts(?:\[|\.Format\(|\.(?<count>Count)\()""(?<key>[\w-]+)""\s*[\],)]")]
    private static partial Regex Use();
}
