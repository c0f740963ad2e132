using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tests.Architecture;

/// <summary>Measures files, method bodies, lines and constructors against their budgets.</summary>
internal static class Sizes
{
    private const int LongestLine = 140;
    private const int MostConstructorParameters = 6;

    /// <summary>What no single file, method, line or constructor may exceed; for tests too.</summary>
    internal static IReadOnlyList<string> HardStops(IReadOnlyCollection<SourceFile> files) =>
    [
        .. Kinds(files).SelectMany(kind => kind.Budget.HardStops(kind.All)),
        .. files.SelectMany(LongLines),
        .. files.Where(file => !file.IsMarkup).SelectMany(GreedyConstructors),
    ];

    /// <summary>Medians and 95th percentiles over a whole tree.</summary>
    internal static IReadOnlyList<string> Habits(IReadOnlyCollection<SourceFile> files) =>
        [.. Kinds(files).SelectMany(kind => kind.Budget.Habits(kind.All))];

    private static IEnumerable<(SizeBudget Budget, IEnumerable<Measured> All)> Kinds(IReadOnlyCollection<SourceFile> files) =>
    [
        (SizeBudget.Markup, files.Where(file => file.IsMarkup).Select(Whole)),
        (SizeBudget.CodeBehind, files.Where(file => file.IsCodeBehind).Select(Whole)),
        (SizeBudget.CodeFile, files.Where(file => !file.IsMarkup && !file.IsCodeBehind).Select(Whole)),
        (SizeBudget.Method, files.Where(file => !file.IsMarkup).SelectMany(Methods)),
    ];

    private static Measured Whole(SourceFile file) => new($"{file.Path}:1", file.Lines.Length);

    private static IEnumerable<Measured> Methods(SourceFile file) =>
        from method in CodeModel.Parse(file).GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        let lines = BodyLines(method)
        where lines is not null
        select new Measured($"{file.Path}:{LineOf(method)} {NameOf(method)}", lines.Value);

    private static int? BodyLines(BaseMethodDeclarationSyntax method)
    {
        if (method.Body is { } body)
            return Math.Max(0, Span(body) - 2);

        return method.ExpressionBody is { } expression ? Span(expression.Expression) : null;
    }

    private static IEnumerable<string> LongLines(SourceFile file) =>
        from line in file.Lines.Select((text, index) => (text.Length, Number: index + 1))
        where line.Length > LongestLine
        select $"{file.Path}:{line.Number}: line of {line.Length} characters, at most {LongestLine}";

    /// <summary>The parameters of a record are its data, not what it depends on.</summary>
    private static IEnumerable<string> GreedyConstructors(SourceFile file) =>
        from list in CodeModel.Parse(file).GetRoot().DescendantNodes().OfType<ParameterListSyntax>()
        where list.Parent is ConstructorDeclarationSyntax or ClassDeclarationSyntax && list.Parameters.Count > MostConstructorParameters
        select $"{file.Path}:{LineOf(list)}: constructor with {list.Parameters.Count} parameters, at most {MostConstructorParameters}";

    private static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => "operator",
    };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static int Span(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
