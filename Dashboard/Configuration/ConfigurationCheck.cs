namespace Dashboard.Configuration;

/// <summary>Everything that is wrong with the configuration, found before anything is started.</summary>
internal static class ConfigurationCheck
{
    /// <summary>The bound options; a <see cref="StartupException"/> with one line per problem when there is any.</summary>
    internal static ConsoleOptions Read(IConfiguration configuration, string contentRoot)
    {
        // Types first: the binder stops at the first value it cannot convert, and its message is not for operators.
        string[] problems =
            [.. TypedKeys.Problems(configuration), .. LaterKeys.Problems(configuration), .. ListenPolicy.Problems(configuration)];
        if (problems.Length > 0)
            throw new StartupException(problems);

        var options = configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        var result = new ConsoleOptionsValidator().Validate(name: null, options);
        if (result.Failed)
            throw new StartupException([.. result.Failures]);

        DataPaths.Complete(options, contentRoot);
        return options;
    }
}
