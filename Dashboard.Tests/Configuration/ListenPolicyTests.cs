using Dashboard.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Configuration;

public sealed class ListenPolicyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://127.8.9.10:80", true)]
    [InlineData("https://[::1]:443", true)]
    [InlineData("http://localhost:5080/base", true)]
    [InlineData("http://LOCALHOST", true)]
    [InlineData("http://console.localhost:80", true)]
    [InlineData("http://unix:/run/console.sock", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://*:5080", false)]
    [InlineData("http://+:5080", false)]
    [InlineData("http://10.0.0.5:5080", false)]
    [InlineData("http://console.example", false)]
    [InlineData("http://localhost.example", false)]
    public void IsLocal_Address_IsJudgedByItsHost(string address, bool local) =>
        ListenPolicy.IsLocal(ListenPolicy.Parse(address)!).ShouldBe(local);

    [Fact]
    public void Problems_OneOfSeveralAddresses_IsNamedAlone()
    {
        var problem = ListenPolicy.Problems(Of(("Urls", "http://127.0.0.1:1;http://192.168.0.7:2"))).ShouldHaveSingleItem();

        problem.ShouldStartWith("Urls: 'http://192.168.0.7:2' can be reached from other machines");
        problem.ShouldContain("http://127.0.0.1:5080");
    }

    [Fact]
    public void Problems_PortsBesideUrls_DoNotCountAsNobodyListensThere() =>
        ListenPolicy.Problems(Of(("Urls", "http://127.0.0.1:1"), ("HTTP_PORTS", "8080"))).ShouldBeEmpty();

    [Fact]
    public void Problems_EndpointsBesideUrls_AreCheckedToo() =>
        ListenPolicy.Problems(Of(("Urls", "http://127.0.0.1:1"), ("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:2")))
            .ShouldHaveSingleItem().ShouldStartWith("Kestrel:Endpoints:Open:Url:");

    private static IConfiguration Of(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();
}
