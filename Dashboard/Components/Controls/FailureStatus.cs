using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>HTTP status and words of a page that cannot be shown.</summary>
internal static class FailureStatus
{
    /// <summary>What the page says; a name that nothing can have does not exist either.</summary>
    public static string Words(AdminException failure, string thing, string name) => failure.Kind == AdminErrorKind.InvalidArgument
        ? $"{thing} '{name}' does not exist, and cannot. {failure.Message}"
        : failure.Message;

    public static int Of(AdminErrorKind kind) => kind switch
    {
        AdminErrorKind.ClusterNotFound or AdminErrorKind.GroupNotFound or AdminErrorKind.TopicNotFound => StatusCodes.Status404NotFound,

        // A name that nothing can have: the page of that address does not exist.
        AdminErrorKind.InvalidArgument => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
