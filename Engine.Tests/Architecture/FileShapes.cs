using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tests.Architecture;

/// <summary>One top-level type per file, named as the file; the namespace is the folder; names that say nothing are refused.</summary>
internal static partial class FileShapes
{
    internal static IReadOnlyList<string> Violations(IEnumerable<SourceFile> files) =>
        [.. files.SelectMany(file => FolderFaults(file).Concat(file.IsMarkup ? [] : CodeFaults(file)))];

    private static IEnumerable<string> FolderFaults(SourceFile file) =>
        from folder in file.Namespace.Split('.').Skip(1)
        where EmptyFolder().IsMatch(folder)
        select $"{file.Path}:1: a folder named {folder} says nothing about what is in it";

    private static IEnumerable<string> CodeFaults(SourceFile file)
    {
        var root = (CompilationUnitSyntax)CodeModel.Parse(file).GetRoot();
        var spaces = root.Members.OfType<BaseNamespaceDeclarationSyntax>().ToArray();
        var types = root.Members.Concat(spaces.SelectMany(space => space.Members))
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .ToArray();

        return spaces
            .Where(space => space.Name.ToString() != file.Namespace)
            .Select(space => At(file, space, $"the namespace {space.Name} should be {file.Namespace}, as its folder"))
            .Concat(TypeFaults(file, types));
    }

    private static IEnumerable<string> TypeFaults(SourceFile file, IReadOnlyList<MemberDeclarationSyntax> types)
    {
        // The generic twin of a type (IHeader and IHeader<T>) may stand beside it.
        var names = types.Select(NameOf).Distinct().ToArray();
        if (names.Length > 1)
            yield return At(file, types[1], $"one top-level type per file, here are {string.Join(", ", names)}");

        foreach (var type in types)
        {
            var name = NameOf(type);
            if (names.Length == 1 && name != file.Name.Split('.')[0])
                yield return At(file, type, $"the type {name} should stand in {name}.cs");
            if (file.Namespace.Split('.').Contains(name))
                yield return At(file, type, $"the type {name} carries the name of a folder it is in");
            if (EmptyName().IsMatch(name))
                yield return At(file, type, $"the name {name} says nothing about its duty");
        }
    }

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is DelegateDeclarationSyntax handler ? handler.Identifier.Text : ((BaseTypeDeclarationSyntax)type).Identifier.Text;

    private static string At(SourceFile file, SyntaxNode node, string fault) =>
        $"{file.Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {fault}";

    [GeneratedRegex("^(Common|Utils?|Utilities|Helpers?|Internal|Base|Misc|Managers?|Shared)$")]
    private static partial Regex EmptyFolder();

    [GeneratedRegex("^(Common|Misc|Default[A-Z].*|MQ[A-Z].*)$|(Utils?|Utilities|Helpers?|Manager|Impl|Base|Misc)$")]
    private static partial Regex EmptyName();
}
