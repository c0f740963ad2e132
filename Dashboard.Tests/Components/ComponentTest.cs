using Bunit;
using Radzen;

namespace Dashboard.Tests.Components;

/// <summary>A bUnit context in which Radzen's components render.</summary>
public abstract class ComponentTest : BunitContext
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }
}
