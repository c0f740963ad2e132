using System.Security.Cryptography;
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
        CryptographicException unreadable => [$"Kestrel:Certificates: the certificate cannot be used: {unreadable.Message}"],
        InvalidDataException { InnerException: { } cause } unreadable => [$"{unreadable.Message} {cause.Message}"],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } unbound => [unbound.Message],
        _ => null,
    };

    /// <summary>
    /// Keeps the host and the web server from logging a failed start with its stack: the sentence about it is written when all is over.
    /// </summary>
    /// <param name="filters">The filters of the log.</param>
    /// <param name="isStarting">Whether the start is under way: later such a line is the only trace of what it says.</param>
    internal static void Quieten(LoggerFilterOptions filters, Func<bool> isStarting)
    {
        Drop(filters, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Error, isStarting);
        Drop(filters, "Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical, isStarting);
    }

    // Beside the level that is configured, not in its place.
    private static void Drop(LoggerFilterOptions filters, string category, LogLevel dropped, Func<bool> isStarting)
    {
        var configured = filters.Rules
            .Where(rule => rule.ProviderName is null && category.StartsWith(rule.CategoryName ?? "", StringComparison.OrdinalIgnoreCase))
            .MaxBy(rule => rule.CategoryName?.Length ?? 0);
        filters.Rules.Add(new LoggerFilterRule(
            providerName: null, category, configured?.LogLevel ?? filters.MinLevel, (_, _, level) => level != dropped || !isStarting()));
    }

    private static string[]? ExplainAll(AggregateException many)
    {
        var each = many.Flatten().InnerExceptions.Select(Explain).ToArray();
        return each.Contains(null) ? null : [.. each.SelectMany(problems => problems!)];
    }
}
