using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>HTTP status of a page that cannot be shown.</summary>
internal static class FailureStatus
{
    public static int Of(AdminErrorKind kind) => kind switch
    {
        AdminErrorKind.ClusterNotFound or AdminErrorKind.GroupNotFound or AdminErrorKind.TopicNotFound => StatusCodes.Status404NotFound,
        AdminErrorKind.InvalidArgument => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
