using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Api;

/// <summary>Calls a console's API as a script does.</summary>
internal sealed class ApiClient(Uri console) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = console };

    public HttpClient Http => _http;

    public Task<ApiAnswer> GetAsync(string path) => CallAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> DeleteAsync(string path) => CallAsync(HttpMethod.Delete, path);

    /// <summary>The body as it stands when it is a text, else as JSON.</summary>
    public Task<ApiAnswer> PostAsync(string path, object body) => CallAsync(HttpMethod.Post, path, body);

    public Task<ApiAnswer> PutAsync(string path, object body) => CallAsync(HttpMethod.Put, path, body);

    public async Task<ApiAnswer> CallAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}");
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
            request.Content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
        }

        change?.Invoke(request);
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return new ApiAnswer(response.StatusCode, response.Headers, response.Content.Headers, answer);
    }

    public void Dispose() => _http.Dispose();
}
