using System.Reflection;
using Dashboard.Components;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Architecture;

/// <summary>What the sources cannot show, because the Razor compiler writes it. The rest is in Engine.Tests/Architecture.</summary>
public sealed class CompiledDashboardTests
{
    /// <summary>The web SDK makes Program public, the Razor compiler _Imports.</summary>
    private static readonly string[] MadePublic = ["Program", "_Imports"];

    [Fact]
    public void PublicTypes_AreComponentsAndWhatTheirParametersName()
    {
        var types = typeof(App).Assembly.GetExportedTypes();
        var components = types.Where(typeof(IComponent).IsAssignableFrom).ToArray();
        var named = components.SelectMany(Parameters).SelectMany(parameter => Named(parameter.PropertyType)).ToHashSet();
        var others =
            from type in types.Except(components).Except(named)
            where !MadePublic.Contains(type.Name)
            select type.FullName;

        others.ShouldBeEmpty();
    }

    private static IEnumerable<PropertyInfo> Parameters(Type component) =>
        component.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)));

    private static IEnumerable<Type> Named(Type type) => type switch
    {
        { IsArray: true } => Named(type.GetElementType()!),
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Named).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };
}
