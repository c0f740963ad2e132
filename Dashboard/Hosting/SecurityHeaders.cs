using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Hosting;

/// <summary>
/// Headers of every answer: nothing from elsewhere is loaded, nobody frames us, types are not guessed, addresses are not passed on.
/// Inline styles are allowed, as Radzen sets them; of inline scripts only the import map, by its hash.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private static readonly ConditionalWeakTable<ImportMapDefinition, string> Hashes = [];

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => SetAsync((HttpContext)state), context);
        return next(context);
    }

    private static Task SetAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>());
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return Task.CompletedTask;
    }

    private static string Policy(ImportMapDefinition? importMap)
    {
        var script = importMap is null ? string.Empty : $" '{Hashes.GetValue(importMap, HashOf)}'";
        return $"default-src 'self'; script-src 'self'{script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    private static string HashOf(ImportMapDefinition importMap) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(importMap.ToString())))}";
}
