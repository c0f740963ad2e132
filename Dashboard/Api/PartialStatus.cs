namespace Dashboard.Api;

/// <summary>HTTP status of an answer with a row per queue: 200 all done, 207 some failed, 502 all failed.</summary>
internal static class PartialStatus
{
    public static int Of(int failed, int all) =>
        failed == 0 ? StatusCodes.Status200OK : failed == all ? StatusCodes.Status502BadGateway : StatusCodes.Status207MultiStatus;
}
