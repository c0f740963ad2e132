namespace Dashboard.Tests.Browser;

/// <summary>Browser tests of what operators do share one Chromium and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserSession>
{
    internal const string Name = "Browser";
}
