using Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Components;

/// <summary>The document around every page, in the colours, language and time zone the visitor chose, else as the browser has it.</summary>
public sealed partial class App
{
    private const string ThemeCookie = "console-theme";
    private const string LanguageCookie = "console-language";
    private const string ZoneCookie = "console-zone";

    private string? _theme;
    private string? _language;
    private string? _timeZone;
    private string _base = "/";

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [Inject]
    private Texts Texts { get; set; } = default!;

    [Inject]
    private Display Display { get; set; } = default!;

    protected override void OnInitialized()
    {
        _theme = HttpContext?.Request.Cookies[ThemeCookie] is "light" or "dark" ? HttpContext.Request.Cookies[ThemeCookie] : null;
        _timeZone = HttpContext?.Request.Cookies[ZoneCookie];
        _language = HttpContext?.Request.Cookies[LanguageCookie] is ("en" or "zh") and var chosen ? chosen : AskedLanguage;
        _base = $"{HttpContext?.Request.PathBase}/";
        Display.Use(timeZone: null, _language);
    }

    private string? AskedLanguage =>
        HttpContext?.Request.GetTypedHeaders().AcceptLanguage.MaxBy(language => language.Quality ?? 1)?.Value.Value;

    private string Media(string theme) => _theme is null ? $"(prefers-color-scheme: {theme})" : _theme == theme ? "all" : "not all";
}
