namespace Engine.Admin.Clusters;

/// <summary>Reading the answers of several brokers together.</summary>
internal static class BrokerOutcomes
{
    /// <summary>The values of all; when one is missing, an error that names each broker that failed and those that did not.</summary>
    public static IReadOnlyList<T> RequireAll<T>(this IReadOnlyList<BrokerOutcome<T>> outcomes, string what)
        where T : class
    {
        var failures = outcomes.Where(outcome => outcome.Failure is not null).ToList();
        if (failures.Count == 0)
        {
            return [.. outcomes.Select(outcome => outcome.Value!)];
        }

        var done = outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Broker.Name).ToList();
        var reasons = string.Join("; ", failures.Select(failure => failure.Failure!.Message));
        var rest = done.Count == 0 ? "no broker did it" : $"done on {string.Join(", ", done)}";
        throw new AdminException(failures[0].Failure!.Kind, $"{what} failed: {reasons} ({rest}).", failures[0].Failure);
    }

    /// <summary>The values there are; an error when there is none at all.</summary>
    public static IReadOnlyList<T> RequireAny<T>(this IReadOnlyList<BrokerOutcome<T>> outcomes, string what)
        where T : class
    {
        var values = outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Value!).ToList();
        return values.Count > 0 || outcomes.Count == 0 ? values : outcomes.RequireAll(what);
    }

    /// <summary>Names of the brokers without an answer.</summary>
    public static IReadOnlyList<string> Missing<T>(this IReadOnlyList<BrokerOutcome<T>> outcomes)
        where T : class =>
        [.. outcomes.Where(outcome => outcome.Failure is not null).Select(outcome => outcome.Broker.Name)];

    /// <summary>A sentence for each broker without an answer: why.</summary>
    public static IEnumerable<(BrokerEndpoint Broker, string Sentence)> Problems<T>(this IEnumerable<BrokerOutcome<T>> outcomes)
        where T : class =>
        from outcome in outcomes
        where outcome.Failure is not null
        select (outcome.Broker, outcome.Failure!.Message);
}
