using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tests.Architecture;

/// <summary>Finds uses of one room by another that <see cref="RoomTable"/> does not allow, and rooms it does not know.</summary>
internal static partial class RoomArrows
{
    internal static IReadOnlyList<string> Violations(CodeModel model) =>
    [
        .. UnknownRooms(model.Files),
        .. model.Compilations.SelectMany(InCode).Distinct(),
        .. model.Markup.SelectMany(InMarkup).Distinct(),
    ];

    private static IEnumerable<string> UnknownRooms(IEnumerable<SourceFile> files) =>
        from file in files
        group file by RoomTable.RoomOf(file.Namespace) into room
        where !RoomTable.Rooms.ContainsKey(room.Key)
        select $"{room.First().Path}:1: the room {room.Key} is not in RoomTable; name its arrows there and in docs/architecture.md";

    private static IEnumerable<string> InCode(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        let user = new SourceFile(tree.FilePath, string.Empty).Namespace
        let names = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        let to = TargetOf(names, node)
        where to is not null && IsOurs(to) && !RoomTable.Allows(user, to)
        select Violation(tree.FilePath, LineOf(node), user, to, node.Identifier.Text);

    /// <summary>
    /// The namespace of the type that a name means, or whose method or static member it means; of a using, the namespace itself.
    /// </summary>
    private static string? TargetOf(SemanticModel names, SimpleNameSyntax node)
    {
        if (node.IsVar)
            return null;

        var info = names.GetSymbolInfo(node);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
        {
            INamespaceSymbol used => IsWholeUsing(node) ? used.ToString() : null,
            INamedTypeSymbol type => type.ContainingNamespace?.ToString(),
            IMethodSymbol method => (method.ReducedFrom ?? method).ContainingType?.ContainingNamespace?.ToString(),
            { IsStatic: true } member => member.ContainingType?.ContainingNamespace?.ToString(),
            _ => null,
        };
    }

    /// <summary>Markup is not compiled here: it is searched for written-out namespaces and for rooms named from within Dashboard.</summary>
    private static IEnumerable<string> InMarkup(SourceFile file)
    {
        foreach (var (text, index) in file.Lines.Select((text, index) => (text, index)))
        {
            var full = WrittenOut().Matches(text).Select(match => match.Value);
            var partial = RoomTable.Rooms.Keys
                .Where(room => room.StartsWith("Dashboard.", StringComparison.Ordinal))
                .Where(room => Regex.IsMatch(text, $@"(?<![\w.]){room["Dashboard.".Length..]}\.[A-Z]\w*(\.[A-Z]|\s+\w)"));
            foreach (var to in full.Concat(partial).Where(to => !RoomTable.Allows(file.Namespace, to)))
                yield return Violation(file.Path, index + 1, file.Namespace, to, to);
        }
    }

    private static bool IsWholeUsing(SimpleNameSyntax node) =>
        node.Parent is UsingDirectiveSyntax
        || node.Parent is QualifiedNameSyntax { Parent: UsingDirectiveSyntax } whole && whole.Right == node;

    private static bool IsOurs(string ns) => RoomTable.RoomOf(ns).Split('.')[0] is "Engine" or "Dashboard";

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static string Violation(string path, int line, string from, string to, string name) =>
        $"{path}:{line}: {RoomTable.RoomOf(from)} may not use {to} ({name})";

    [GeneratedRegex(@"\b(Engine|Dashboard)(\.[A-Z]\w*)+")]
    private static partial Regex WrittenOut();
}
