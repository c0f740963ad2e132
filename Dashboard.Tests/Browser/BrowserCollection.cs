namespace Dashboard.Tests.Browser;

/// <summary>All browser tests share one Chromium and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserSession>
{
    internal const string Name = "Browser";
}
