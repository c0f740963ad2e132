using Microsoft.CodeAnalysis;

namespace Engine.Tests.Architecture;

/// <summary>Sealed and internal by default: which classes may be open, which types public.</summary>
internal static class TypeShapes
{
    internal static IReadOnlyList<string> Violations(CodeModel model)
    {
        var components = model.Markup.Select(file => $"{file.Namespace}.{file.Name[..^".razor".Length]}").ToHashSet();
        var shown = model.Compilations.SelectMany(compilation => TypesIn(compilation.Assembly.GlobalNamespace))
            .Where(type => components.Contains(type.ToDisplayString()))
            .SelectMany(ParameterTypes)
            .ToHashSet(SymbolEqualityComparer.Default);
        return
        [
            .. from compilation in model.Compilations
               from type in TypesIn(compilation.Assembly.GlobalNamespace)
               from location in type.Locations.Where(location => location.SourceTree?.FilePath is { Length: > 0 }).Take(1)
               where !type.IsImplicitlyDeclared && type.Name != "Program"
               from fault in Faults(type, components.Contains(type.ToDisplayString()), shown.Contains(type))
               select $"{location.SourceTree!.FilePath}:{location.GetLineSpan().StartLinePosition.Line + 1}: {type.Name} {fault}",
        ];
    }

    private static IEnumerable<string> Faults(INamedTypeSymbol type, bool isComponent, bool isShown)
    {
        isComponent |= BasesOf(type).Any(candidate => candidate.Name == "ComponentBase");
        if (type.TypeKind == TypeKind.Class && !isComponent && !type.IsSealed && !type.IsAbstract && !type.IsStatic)
            yield return "must be sealed, static or abstract";

        var isPublic = type.ContainingType is null && type.DeclaredAccessibility == Accessibility.Public;
        if (isPublic && !isComponent && !isShown && !MayBePublic(type))
            yield return $"must be internal: public types belong in {string.Join(", ", RoomTable.PublicRooms)}, and Razor components";
    }

    /// <summary>What a component's public parameters name: a component is always public, so these must be too.</summary>
    private static IEnumerable<INamedTypeSymbol> ParameterTypes(INamedTypeSymbol component) =>
        from property in component.GetMembers().OfType<IPropertySymbol>()
        where property.DeclaredAccessibility == Accessibility.Public
        where property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ParameterAttribute" or "Parameter")
        from type in WithArguments(property.Type as INamedTypeSymbol)
        select type;

    private static IEnumerable<INamedTypeSymbol> WithArguments(INamedTypeSymbol? type) =>
        type is null ? [] : [type, .. type.TypeArguments.OfType<INamedTypeSymbol>().SelectMany(WithArguments)];

    private static bool MayBePublic(INamedTypeSymbol type) =>
        RoomTable.PublicRooms.Contains(RoomTable.RoomOf(type.ContainingNamespace.ToDisplayString()));

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var candidate = type.BaseType; candidate is not null; candidate = candidate.BaseType)
            yield return candidate;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol scope) =>
        scope.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? [type, .. TypesIn(type)] : TypesIn(member));
}
