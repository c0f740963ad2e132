using System.Text.RegularExpressions;

namespace Dashboard.Tests.Languages;

/// <summary>Pages say nothing that does not come from the resource files.</summary>
public sealed partial class HardCodedTextTests
{
    /// <summary>The product, formats, a unit, and the languages by their own names: the same in all languages.</summary>
    private static readonly string[] Names = ["Console", "CSV", "JSON", "NDJSON", "ms", "English", "中文"];

    [Fact]
    public void Markup_OfEveryComponent_HasNoWordsOfItsOwn()
    {
        var files = Sources.Below("Dashboard/Components", ".razor").ToList();
        var found = from file in files from words in Words(file.Text) select $"{file.Path}: {words}";

        files.Count.ShouldBeGreaterThan(40);
        found.ShouldBeEmpty();
    }

    [Fact]
    public void Code_OfEveryComponent_HasNoSentencesOfItsOwn()
    {
        var found =
            from file in Sources.Below("Dashboard/Components", ".cs")
            from line in file.Text.Split('\n')
            where Sentence().IsMatch(line) && !Unsaid().IsMatch(line)
            select $"{file.Path}: {line.Trim()}";

        found.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<p>@Texts[\"A\"] of @(x ? \"many\" : null)</p>", "of")]
    [InlineData("<b title=\"Delete it\">@name</b>", "title=\"Delete it\"")]
    [InlineData("<b aria-label=\"@Texts[\"A\"] now\" />", "aria-label=\"¤ now\"")]
    [InlineData("@if (a > \"b\".Length)\n{\n<i @onclick=\"() => Go(1)\">Go</i>\n}\nelse\n{\n  <i>@One</i>\n}", "Go")]
    [InlineData("@* Words *@<p data-testid=\"an-id\" class=\"one two\">@Count(rows.Count(row => row.Is(\"x y\"))) · Q@(id)/s</p>", null)]
    [InlineData("@page \"/a\"\n<h1>Console · @Title</h1>\n@code {\n  R Row() => @<td title=\"Word\">@x</td>;\n}", "title=\"Word\"")]
    public void Words_OfMarkup_AreThoseOutsideOfExpressions(string markup, string? words) =>
        Words(markup).ShouldBe(words is null ? [] : [words]);

    private static IEnumerable<string> Words(string razor)
    {
        var markup = RazorText.Of(razor);
        foreach (var attribute in Attribute().Matches(markup).Where(attribute => HasWords(attribute.Groups[1].Value)))
        {
            yield return attribute.Value;
        }

        foreach (var text in Tag().Split(markup).Select(RazorText.WithoutStatements).Where(HasWords))
        {
            yield return text.Trim(' ', '\n', '{', '}', '¤');
        }
    }

    private static bool HasWords(string text) => Word().Matches(text).Any(word => !Names.Contains(word.Value));

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"<[/!]?[A-Za-z](?:[^""<>]|""[^""]*"")*>")]
    private static partial Regex Tag();

    /// <summary>Attributes and parameters whose values are shown or read out.</summary>
    [GeneratedRegex(
        @"(?<![\w-])(?:title|aria-label|placeholder|alt|data-label|Title|Label|Message|Advice|BackText|Text|Note|Unit|TrendTitle)"
        + @"=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"""[A-Z][a-z]+,? [a-z]+[^""]*""")]
    private static partial Regex Sentence();

    /// <summary>Logs, what the engine's failures say beside the page's own words, and the sample of a message to send.</summary>
    [GeneratedRegex(@"LoggerMessage|Exception\(|///|""Hello from Console""")]
    private static partial Regex Unsaid();
}
