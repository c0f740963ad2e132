namespace Dashboard.Configuration;

/// <summary>
/// The console cannot start as it is configured. Each problem is one line for the operator: the key, the value and what to do.
/// </summary>
internal sealed class StartupException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    internal StartupException(string problem)
        : this([problem])
    {
    }

    internal IReadOnlyList<string> Problems { get; } = problems;
}
