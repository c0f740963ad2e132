using Engine.Hosting;

namespace Engine.Tests.Hosting;

public sealed class RemoteClustersRuleTests
{
    [Fact]
    public void RightEntries_AreFine() => RemoteClustersRule.Failures(
        [
            new RemoteClusterOptions { Name = "prod", NameServers = "10.0.0.1:9876; mq.example.org:9876;[::1]:9876" },
            new RemoteClusterOptions
            {
                Name = "test", NameServers = "localhost:9876", AccessKey = "console", SecretKey = "secret1", Tls = true,
                TlsAnyCertificate = true,
            },
        ]).ShouldBeEmpty();

    [Theory]
    [InlineData("", "Console:Clusters:0:Name: '' is no cluster name")]
    [InlineData("the cluster", "Console:Clusters:0:Name: 'the cluster' is no cluster name")]
    [InlineData("a/b", "Console:Clusters:0:Name: 'a/b' is no cluster name")]
    public void WrongName_IsNamed(string name, string expected) =>
        Failure(new RemoteClusterOptions { Name = name, NameServers = "h:1" }).ShouldStartWith(expected);

    [Theory]
    [InlineData("", "Console:Clusters:0:NameServers: it is empty")]
    [InlineData(" ; ", "Console:Clusters:0:NameServers: it is empty")]
    [InlineData("10.0.0.1:9876;mq", "Console:Clusters:0:NameServers: 'mq' is no address of the form host:port")]
    [InlineData("10.0.0.1:9876,10.0.0.2:9876", "Console:Clusters:0:NameServers: '10.0.0.1:9876,10.0.0.2:9876' is no address")]
    [InlineData("http://mq:9876", "Console:Clusters:0:NameServers: 'http://mq:9876' is no address")]
    [InlineData("mq:0", "Console:Clusters:0:NameServers: 'mq:0' is no address")]
    [InlineData("mq:70000", "Console:Clusters:0:NameServers: 'mq:70000' is no address")]
    public void WrongAddress_IsNamed(string nameServers, string expected) =>
        Failure(new RemoteClusterOptions { Name = "prod", NameServers = nameServers }).ShouldStartWith(expected);

    [Theory]
    [InlineData(null, "secret-of-prod", "Console:Clusters:0:AccessKey: it is empty, and there is a SecretKey")]
    [InlineData("console", null, "Console:Clusters:0:SecretKey: it is empty, and there is an AccessKey")]
    [InlineData("console", "five5", "Console:Clusters:0:SecretKey: it has fewer than 6 characters")]
    public void WrongKeys_AreNamedAndTheSecretIsNotTold(string? accessKey, string? secretKey, string expected)
    {
        var failure = Failure(new RemoteClusterOptions
        {
            Name = "prod",
            NameServers = "h:1",
            AccessKey = accessKey,
            SecretKey = secretKey,
        });

        failure.ShouldStartWith(expected);
        failure.ShouldNotContain(secretKey ?? "secret-of");
    }

    [Fact]
    public void AnyCertificate_WithoutTls_IsNamed() =>
        Failure(new RemoteClusterOptions { Name = "prod", NameServers = "h:1", TlsAnyCertificate = true })
            .ShouldStartWith("Console:Clusters:0:TlsAnyCertificate: it is true");

    [Fact]
    public void SameName_AlsoInOtherCapitals_IsNamedWithTheFirst() => RemoteClustersRule.Failures(
        [
            new RemoteClusterOptions { Name = "prod", NameServers = "h:1" },
            new RemoteClusterOptions { Name = "Prod", NameServers = "h:2" },
        ]).ShouldBe(["Console:Clusters:1:Name: 'Prod' is already the name of Console:Clusters:0; rename one."]);

    private static string Failure(RemoteClusterOptions options) => RemoteClustersRule.Failures([options]).ShouldHaveSingleItem();
}
