using Engine.Admin;

namespace Dashboard.Components.Controls;

/// <summary>HTTP status and words of a page that cannot be shown.</summary>
internal static class FailureStatus
{
    /// <summary>What a page says of a failure: what failed in its own language, then what the engine says, which is English.</summary>
    public static string Words(Texts texts, AdminException failure) => texts.Format($"Failure{failure.Kind}", failure.Message);

    /// <summary>The same of a thing's own page; a name that nothing can have does not exist either.</summary>
    public static string Words(Texts texts, AdminException failure, string thing, string name) =>
        failure.Kind == AdminErrorKind.InvalidArgument
            ? texts.Format("DoesNotExist", thing, name, failure.Message)
            : Words(texts, failure);

    public static int Of(AdminErrorKind kind) => kind switch
    {
        AdminErrorKind.ClusterNotFound or AdminErrorKind.GroupNotFound or AdminErrorKind.TopicNotFound => StatusCodes.Status404NotFound,

        // A name that nothing can have: the page of that address does not exist.
        AdminErrorKind.InvalidArgument => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
