using Microsoft.Playwright;

namespace Dashboard.Tests.Browser;

/// <summary>The browser of this machine: <c>CHROMIUM</c> when it is set, else where distributions put it. Nothing is downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "CHROMIUM";

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    /// <summary>Null when there is none.</summary>
    internal static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? File.Exists(named) ? named : null
        : Places.FirstOrDefault(File.Exists);

    /// <summary>Why the browser tests do not run here; null when they do.</summary>
    internal static string? Missing { get; } = Path is not null ? null
        : $"no Chromium on this machine (looked for {Variable} and {string.Join(", ", Places)}); .ci/run installs it";

    internal static BrowserTypeLaunchOptions Options => new() { ExecutablePath = Path, Args = Arguments };
}
