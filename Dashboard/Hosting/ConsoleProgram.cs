using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

/// <summary>The process: builds the console, runs it until it is told to stop, and explains a start that failed.</summary>
internal static class ConsoleProgram
{
    private const int Failed = 1;

    /// <summary>0 after an ordinary stop, 1 when the console could not start; then each problem stands on a line of its own.</summary>
    internal static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        try
        {
            var builder = CreateBuilder(args);
            builder.AddConsole();
            await using var app = builder.Build();
            app.MapConsole();

            // Before the host does it, which would also log the failure with its stack.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            foreach (var problem in StartupProblems.Explain(failure) ?? [failure.ToString()])
                await errors.WriteLineAsync($"Console cannot run. {problem}");

            return Failed;
        }
    }

    /// <summary>A builder with the console's configuration and files, in whatever process it runs.</summary>
    internal static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ApplicationName = typeof(ConsoleProgram).Assembly.GetName().Name,
        ContentRootPath = ContentRoot.Find(AppContext.BaseDirectory),
    });
}
