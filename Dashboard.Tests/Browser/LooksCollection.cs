namespace Dashboard.Tests.Browser;

/// <summary>Browser tests of how pages look, on a Chromium of their own beside the one of <see cref="BrowserCollection"/>.</summary>
[CollectionDefinition(Name)]
public sealed class LooksCollection : ICollectionFixture<BrowserSession>
{
    internal const string Name = "Looks";
}
