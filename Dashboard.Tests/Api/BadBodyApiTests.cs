using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Dashboard.Tests.Api;

/// <summary>Bodies that are wrong as a whole, at every path that takes one.</summary>
public sealed class BadBodyApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static readonly (string Method, string Path)[] Changes =
    [
        ("POST", "clusters/embedded/topics"),
        ("PUT", "clusters/embedded/topics/t"),
        ("POST", "clusters/embedded/topics/t/messages"),
        ("POST", "clusters/embedded/groups"),
        ("PUT", "clusters/embedded/groups/g"),
        ("POST", "clusters/embedded/groups/g/resets/plan"),
        ("POST", "clusters/embedded/groups/g/resets"),
        ("POST", "demo/producers"),
        ("POST", "demo/consumers"),
    ];

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "JSON" },
        { "   ", "JSON" },
        { "{", "JSON" },
        { "not json", "JSON" },
        { "{\"name\":NaN}", "JSON" },
        { "{\"name\":\"a\",}", "JSON" },
        { "{\"name\":\"a\"} {}", "JSON" },
        { "{\"mode\":\"earliest\",\"mode\":\"latest\"}", "JSON" },
        { new string('[', 100_000), "JSON" },
        { "null", "object" },
        { "[]", "object" },
        { "7", "object" },
        { "\"text\"", "object" },
        { "{\"nonsense\":1}", "'nonsense' is not offered here" },
        { "{\"Name\":\"a\"}", "'Name' is not offered here" },
        { "{\"\\ud800\":1}", "Unicode" },
        { $"{{\"{new string('x', 200_000)}\":1}}", "…" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Body_WrongAsAWhole_IsAProblemEverywhere(string body, string reason)
    {
        foreach (var (method, path) in Changes)
        {
            var answer = await console.Client.CallAsync(new HttpMethod(method), path, body);

            answer.ShouldBeProblem(HttpStatusCode.BadRequest, reason);
            answer.Text.Length.ShouldBeLessThan(2000, path);
            answer.Json.GetProperty("errors").EnumerateObject().Count().ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/jsonx")]
    public async Task Body_OfAnotherType_IsRefusedEverywhere(string contentType)
    {
        foreach (var (method, path) in Changes)
        {
            (await CallAsync(method, path, new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue(contentType))))
                .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "application/json");
        }
    }

    [Fact]
    public async Task Body_Absent_IsRefusedEverywhere()
    {
        foreach (var (method, path) in Changes)
        {
            (await CallAsync(method, path, null)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "application/json");
        }
    }

    [Fact]
    public async Task Body_BytesThatAreNoUtf8_AreRefused()
    {
        byte[] bytes = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        (await CallAsync("POST", "clusters/embedded/topics", content)).ShouldBe(HttpStatusCode.BadRequest)
            .MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Body_HalfASurrogatePairAsValue_IsRefused() =>
        (await console.Client.PostAsync("clusters/embedded/topics", """{"name":"\ud800"}"""))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "Unicode");

    private Task<ApiAnswer> CallAsync(string method, string path, HttpContent? content) =>
        console.Client.CallAsync(new HttpMethod(method), path, change: request => request.Content = content);
}
