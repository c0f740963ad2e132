using System.Net;
using Engine.Client;

namespace Engine.Tests.Client;

public sealed class ClientIdSourceTests
{
    private readonly ClientIdSource _source = new(IPAddress.Parse("10.0.0.7"), 4711);

    [Fact]
    public void Next_WithoutName_CountsUp()
    {
        _source.Next(null).ShouldBe("10.0.0.7@4711#1");
        _source.Next(null).ShouldBe("10.0.0.7@4711#2");
    }

    [Fact]
    public void Next_WithName_UsesIt() => _source.Next("demo").ShouldBe("10.0.0.7@demo");

    [Theory]
    [InlineData("10.1.2.3", "127.0.0.1", "::1", "192.168.0.5", "10.1.2.3")]
    [InlineData("192.168.0.5", "127.0.0.1", "::1", "192.168.0.5", "2001:db8::1")]
    [InlineData("2001:db8::1", "127.0.0.1", "::1", "fe80::1", "2001:db8::1")]
    [InlineData("127.0.0.1", "127.0.0.1", "::1", "fe80::1")]
    public void Choose_Addresses_PrefersWhatOthersCanReach(string expected, params string[] addresses) =>
        ClientIdSource.Choose(addresses.Select(IPAddress.Parse)).ShouldBe(IPAddress.Parse(expected));
}
