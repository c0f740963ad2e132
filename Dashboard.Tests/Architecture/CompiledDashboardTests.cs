using Dashboard.Components;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Tests.Architecture;

/// <summary>What the sources cannot show, because the Razor compiler writes it. The rest is in Engine.Tests/Architecture.</summary>
public sealed class CompiledDashboardTests
{
    /// <summary>The web SDK makes Program public, the Razor compiler _Imports.</summary>
    private static readonly string[] MadePublic = ["Program", "_Imports"];

    [Fact]
    public void PublicTypes_AreComponentsAndNothingElse()
    {
        var others =
            from type in typeof(App).Assembly.GetExportedTypes()
            where !typeof(IComponent).IsAssignableFrom(type) && !MadePublic.Contains(type.Name)
            select type.FullName;

        others.ShouldBeEmpty();
    }
}
