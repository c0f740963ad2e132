using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Changes.Audit;
using Dashboard.Tests.Languages;

namespace Dashboard.Tests.Changes.Audit;

public sealed partial class AuditActionsTests
{
    [Fact]
    public void All_Names_AreThoseThatAreWritten()
    {
        var names = typeof(AuditActions).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        AuditActions.All.ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public void Sources_NameOfAnAction_StandsInTheListAlone()
    {
        var elsewhere =
            from file in Sources.Below("Dashboard", ".cs")
            where !file.Path.EndsWith("/AuditActions.cs", StringComparison.Ordinal)
            from line in file.Text.Split('\n')
            where !line.TrimStart().StartsWith("///", StringComparison.Ordinal) && Action().IsMatch(line)
            select $"{file.Path}: {line.Trim()}";

        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public void Documentation_OfTheApi_NamesThemAll()
    {
        var (_, text) = Sources.Below("docs", "api.md").Single();

        AuditActions.All.Where(action => !text.Contains($"`{action}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Choices_EachKind_StandsBeforeItsActions()
    {
        AuditActions.Choices.ShouldContain("node");
        AuditActions.Choices.SkipWhile(choice => choice != "message").Take(4)
            .ShouldBe(["message", "message.send", "message.resend", "message.consume"]);
        AuditActions.Choices.Distinct().Count().ShouldBe(AuditActions.Choices.Count);
    }

    [GeneratedRegex(@"""(?:offsets|topic|group|message|node|demo)\.[a-z{]")]
    private static partial Regex Action();
}
