using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Dashboard.Tests;

/// <summary>Hands bUnit the AngleSharp.Diffing that restores everywhere; the API it uses is the same.</summary>
internal static class ComponentTestAssemblies
{
    private const string Diffing = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Hook() => AssemblyLoadContext.Default.Resolving += Resolve;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Diffing
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "bunit-shim", Diffing + ".dll"))
            : null;
}
