using Dashboard.Changes.Audit;
using Dashboard.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

/// <summary>What an operator is told when the console does not start.</summary>
internal static class StartupProblems
{
    /// <summary>One line per problem; null for a failure that nobody foresaw.</summary>
    internal static IReadOnlyList<string>? Explain(Exception failure) => failure switch
    {
        StartupException known => known.Problems,
        OptionsValidationException invalid => [.. invalid.Failures],
        AggregateException many => ExplainAll(many),
        IOException { InnerException: AddressInUseException } taken =>
            [$"Urls: {taken.Message} Stop what listens there, or set Urls to another port."],
        AuditUnavailableException or IOException or UnauthorizedAccessException => [failure.Message],
        InvalidDataException { InnerException: { } cause } unreadable => [$"{unreadable.Message} {cause.Message}"],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unbound => [unbound.Message],
        _ => null,
    };

    private static string[]? ExplainAll(AggregateException many)
    {
        var each = many.Flatten().InnerExceptions.Select(Explain).ToArray();
        return each.Contains(null) ? null : [.. each.SelectMany(problems => problems!)];
    }
}
