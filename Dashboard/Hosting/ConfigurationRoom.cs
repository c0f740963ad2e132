using Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

internal static class ConfigurationRoom
{
    internal static void AddConfigurationRoom(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>();
        services.AddOptions<ConsoleOptions>()
            .Bind(configuration.GetSection(ConsoleOptions.Section))
            .PostConfigure(options => DataPaths.Complete(options, environment.ContentRootPath))
            .ValidateOnStart();
        services.AddHostedService<UnknownKeyReport>();
    }
}
