using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The document around every page, in the colours the visitor chose last, else in those of the system.</summary>
public sealed partial class App
{
    private const string ThemeCookie = "console-theme";

    private string? _theme;
    private string? _language;
    private string _base = "/";

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    protected override void OnInitialized()
    {
        _theme = HttpContext?.Request.Cookies[ThemeCookie] is "light" or "dark" ? HttpContext.Request.Cookies[ThemeCookie] : null;
        _language = HttpContext?.Request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.Value;
        _base = $"{HttpContext?.Request.PathBase}/";
    }

    private string Media(string theme) => _theme is null ? $"(prefers-color-scheme: {theme})" : _theme == theme ? "all" : "not all";
}
