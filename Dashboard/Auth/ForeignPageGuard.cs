using System.Net.Mime;

namespace Dashboard.Auth;

/// <summary>
/// Keeps pages of other sites from acting here with the visitor's browser: changes and both SignalR endpoints need our own Origin, and the
/// API takes bodies as JSON only, which a foreign form cannot send.
/// </summary>
internal sealed partial class ForeignPageGuard(RequestDelegate next, ILogger<ForeignPageGuard> logger)
{
    private static readonly PathString[] Sockets = ["/_blazor", "/hubs"];
    private static readonly PathString Api = "/api";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (NeedsOrigin(request) && !RequestOrigin.IsOurs(request))
        {
            LogForeign(request.Method, request.Path, request.Headers.Origin.ToString());
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "Pages of other sites may not act here; the Origin must be the console's own address.");
        }

        return NeedsJson(request) && !request.HasJsonContentType()
            ? RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                $"The body must be {MediaTypeNames.Application.Json}, not '{request.ContentType}'.")
            : next(context);
    }

    private static bool NeedsOrigin(HttpRequest request) =>
        IsChange(request) || Sockets.Any(path => request.Path.StartsWithSegments(path));

    private static bool NeedsJson(HttpRequest request) =>
        IsChange(request)
        && request.Path.StartsWithSegments(Api)
        && (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0 || request.ContentType is not null);

    private static bool IsChange(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Method} {Path}: it came from a page of {Origin}.")]
    private partial void LogForeign(string method, string path, string origin);
}
