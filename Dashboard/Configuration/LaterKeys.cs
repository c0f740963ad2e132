namespace Dashboard.Configuration;

/// <summary>Keys that are reserved for what does not exist yet: asking for it is refused, not ignored.</summary>
internal static class LaterKeys
{
    internal static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var mode = configuration.GetSection("Console:Auth:Mode");
        if (!string.IsNullOrEmpty(mode.Value) && !mode.Value.Equals(AuthOptions.None, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{mode.Path}: '{mode.Value}' is not a login mode; "
                + "there is None, with which Console listens on loopback addresses only.";
        }
    }
}
