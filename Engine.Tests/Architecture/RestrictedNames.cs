using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tests.Architecture;

/// <summary>Single types and members that fewer rooms may use than their room's arrows allow.</summary>
internal static class RestrictedNames
{
    private static readonly Restriction[] All =
    [
        new(
            "Engine.Admin.IClusterAdmin",
            ["Engine.Admin", "Engine.Hosting", "Dashboard.Clusters"],
            "reads go through the gateway, changes through Changes"),
        new(
            "Dashboard.Clusters.IClusterChanger",
            ["Dashboard.Clusters", "Dashboard.Changes"],
            "nobody changes a cluster but through Changes"),
        new("System.TimeProvider.System", ["Engine.Hosting", "Dashboard.Hosting", "Dashboard"], "inject TimeProvider"),
    ];

    internal static IReadOnlyList<string> Violations(CodeModel model) =>
        [.. model.Compilations.SelectMany(InCode).Distinct(), .. model.Markup.SelectMany(InMarkup)];

    private static IEnumerable<string> InCode(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        where tree.FilePath.Length > 0
        let room = RoomTable.RoomOf(new SourceFile(tree.FilePath, string.Empty).Namespace)
        let names = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where !node.IsVar
        from restriction in All
        where !restriction.Rooms.Contains(room) && restriction.Means(names.GetSymbolInfo(node))
        let line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1
        select $"{tree.FilePath}:{line}: {room} may not use {restriction.Name}: {restriction.Reason}";

    private static IEnumerable<string> InMarkup(SourceFile file) =>
        from line in file.Lines.Select((text, index) => (Text: text, Number: index + 1))
        from restriction in All
        let name = restriction.Name[(restriction.Name.LastIndexOf('.') + 1)..]
        where name.StartsWith("ICluster", StringComparison.Ordinal) && line.Text.Contains(name, StringComparison.Ordinal)
        select $"{file.Path}:{line.Number}: {RoomTable.RoomOf(file.Namespace)} may not use {restriction.Name}: {restriction.Reason}";

    private sealed record Restriction(string Name, string[] Rooms, string Reason)
    {
        /// <summary>The type itself, a member of it, or the very member.</summary>
        internal bool Means(SymbolInfo info)
        {
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            return symbol is not null && (FullName(symbol) == Name || symbol.ContainingType is { } type && FullName(type) == Name);
        }

        private static string FullName(ISymbol symbol) =>
            symbol is INamedTypeSymbol or IPropertySymbol
                ? symbol.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)
                : string.Empty;
    }
}
