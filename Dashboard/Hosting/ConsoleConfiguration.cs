using Dashboard.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Dashboard.Hosting;

/// <summary>Where values come from: appsettings.json, then ASPNETCORE_ variables, then the environment, then the command line.</summary>
internal static class ConsoleConfiguration
{
    private const string Prefix = "ASPNETCORE_";

    /// <summary>
    /// Lifts ASPNETCORE_ variables above appsettings.json. ASP.NET Core puts them below, so that the address in the file would win over
    /// ASPNETCORE_URLS without a word.
    /// </summary>
    internal static void LiftHostVariables(ConfigurationManager configuration)
    {
        var sources = configuration.Sources;
        for (var index = sources.Count - 1; index >= 0; index--)
        {
            if (sources[index] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
            {
                sources.Insert(index, new EnvironmentVariablesConfigurationSource { Prefix = Prefix });
                break;
            }
        }
    }

    /// <summary>The console's own address where nobody gives one.</summary>
    internal static void DefaultAddress(WebApplicationBuilder builder)
    {
        if (ListenPolicy.Addresses(builder.Configuration).Count == 0)
            builder.WebHost.UseUrls(ListenPolicy.DefaultUrl);
    }
}
