using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Engine.Admin;
using Engine.Admin.Offsets;
using Engine.Protocol.Messages;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Api.Problems;

/// <summary>What a failure looks like to a caller (pure): status, title, and the fields at fault.</summary>
internal static class ProblemMap
{
    /// <summary>The problem of a known failure; null for one that is a defect of ours.</summary>
    public static ProblemDetails? Of(Exception exception) => exception switch
    {
        InvalidBodyException body => OfBody(body),
        AdminException admin => OfAdmin(admin),
        OffsetFileException file => OfFile(file),
        ResetPlanGoneException gone => Make(410, "The plan is gone", gone.Message),
        UndoRefusedException refused => Conflict(refused.Message),
        ResetNotFoundException unknown => Make(404, "Unknown reset", unknown.Message),
        AuditUnreadableException audit => Make(503, "The audit cannot be read", audit.Message),
        AuditUnavailableException audit => Make(503, "The audit cannot be written", audit.Message),
        BadHttpRequestException bad => Make(bad.StatusCode, "The request cannot be read", Reason(bad)),
        _ => null,
    };

    private static string Reason(BadHttpRequestException exception) => exception.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? $"{exception.Message} A message has at most {MessageLimits.MaxBodyBytes} bytes (code 13, MESSAGE_ILLEGAL)."
        : exception.Message;

    private static ProblemDetails OfBody(InvalidBodyException exception) => exception.StatusCode == 400
        ? Invalid(exception.Field, exception.Message)
        : Make(exception.StatusCode, "The request body is not acceptable", exception.Message);

    private static ProblemDetails OfFile(OffsetFileException exception)
    {
        var errors = exception.Problems
            .GroupBy(problem => problem.Entry, problem => problem.Text)
            .ToDictionary(entry => entry.Key, entry => entry.ToArray());
        return new HttpValidationProblemDetails(errors)
        {
            Status = 400,
            Title = "The offset file does not fit",
            Detail = exception.Message,
        };
    }

    private static ProblemDetails OfAdmin(AdminException exception) => exception.Kind switch
    {
        AdminErrorKind.ClusterNotFound => Make(404, "Unknown cluster", exception.Message),
        AdminErrorKind.TopicNotFound => Make(404, "Unknown topic", exception.Message),
        AdminErrorKind.GroupNotFound => Make(404, "Unknown group", exception.Message),
        AdminErrorKind.BrokerNotFound => Make(404, "Unknown broker", exception.Message),
        AdminErrorKind.QueueNotFound => Make(404, "Unknown queue", exception.Message),
        AdminErrorKind.ClientNotFound => Make(404, "Unknown client", exception.Message),
        AdminErrorKind.NodeNotFound => Make(404, "Unknown node", exception.Message),
        AdminErrorKind.InvalidArgument => Invalid(exception.Field, exception.Message),
        AdminErrorKind.NotReady => Make(503, "The cluster is starting", exception.Message),
        AdminErrorKind.Conflict => Conflict(exception.Message),
        _ => Make(502, "The cluster did not do it", exception.Message),
    };

    private static ProblemDetails Invalid(string? field, string detail) =>
        new HttpValidationProblemDetails(new Dictionary<string, string[]> { [field ?? "request"] = [detail] })
        {
            Status = 400,
            Title = "A value is not allowed",
            Detail = detail,
        };

    private static ProblemDetails Conflict(string detail) => Make(409, "The state does not allow it", detail);

    private static ProblemDetails Make(int status, string title, string detail) =>
        new() { Status = status, Title = title, Detail = detail };
}
