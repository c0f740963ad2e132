using Dashboard.Configuration;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    private const string Root = "/srv/console";

    [Fact]
    public void Read_Nothing_GivesTheDefaultsWithAbsoluteFolders()
    {
        var options = Read();

        options.DataFolder.ShouldBe("/srv/console/data");
        options.Embedded.BrokersFolder.ShouldBe("/srv/console/data/brokers");
        options.Embedded.ClientsFolder.ShouldBe("/srv/console/data/clients");
        options.Embedded.Enabled.ShouldBeTrue();
        options.Live.Interval.ShouldBe(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Read_GoodValues_AreTaken()
    {
        var options = Read(
            ("Console:DataFolder", "/var/lib/console"),
            ("Console:Live:Interval", "00:00:00.250"),
            ("Console:Embedded:Brokers:0:Name", "broker-a"),
            ("Console:Embedded:Brokers:0:Port", "0"),
            ("Console:Embedded:Store:RetentionHours", "0"),
            ("Console:Embedded:Store:RetentionBytes", "20000000000"),
            ("Console:Auth:Mode", "none"));

        options.DataFolder.ShouldBe("/var/lib/console");
        options.Live.Interval.ShouldBe(TimeSpan.FromMilliseconds(250));
        options.Embedded.Brokers.ShouldHaveSingleItem().Name.ShouldBe("broker-a");
    }

    [Theory]
    [InlineData("Console:Live:Interval", "abc", "is not a time span")]
    [InlineData("Console:Resets:ConfirmAbove", "many", "is not a whole number of messages")]
    [InlineData("Console:Resets:ConfirmAbove", "-1", "is below 0")]
    [InlineData("Console:Live:Interval", "00:00:00", "is outside of")]
    [InlineData("Console:Live:Interval", "100", "is outside of")]
    [InlineData("Console:Live:Interval", "00:00:00.019", "is outside of")]
    [InlineData("Console:Metrics:PerQueue", "on", "is neither true nor false")]
    [InlineData("Console:Metrics:MaxSeries", "many", "is not a whole number of series")]
    [InlineData("Console:Metrics:MaxSeries", "0", "is outside of 1 to 1000000")]
    [InlineData("Console:OpenTelemetry:Endpoint", "collector:4317", "http://127.0.0.1:4317")]
    [InlineData("Console:OpenTelemetry:Protocol", "Json", "Grpc and HttpProtobuf")]
    [InlineData("Console:History:RetentionDays", "0", "is outside of 1 to 90")]
    [InlineData("Console:History:RetentionDays", "91", "is outside of 1 to 90")]
    [InlineData("Console:History:MaxBytes", "16777215", "is below 16777216")]
    [InlineData("Console:History:MaxBytes", "1G", "is not a whole number of bytes")]
    [InlineData("Console:History:MaxSeries", "99", "is outside of 100 to 200000")]
    [InlineData("Console:Clusters:0:ReadOnly", "yes", "is neither true nor false")]
    [InlineData("Console:Clusters:1:Tls", "1", "is neither true nor false")]
    [InlineData("Console:Embedded:Enabled", "yes", "is neither true nor false")]
    [InlineData("Console:Embedded:AllowAnonymous", "1", "is neither true nor false")]
    [InlineData("Console:Embedded:NameServerPort", "98765432109876", "is not a whole number")]
    [InlineData("Console:Embedded:Brokers:0:Port", "1.5", "is not a whole number")]
    [InlineData("Console:Embedded:Brokers:1:Enabled", "", "is neither true nor false")]
    [InlineData("Console:Embedded:Brokers:0:Slaves", "two", "is not a whole number")]
    [InlineData("Console:Embedded:Store:SegmentBytes", "64 MiB", "is not a whole number of bytes")]
    [InlineData("Console:Embedded:Store:RetentionHours", "3d", "is not a whole number of hours")]
    [InlineData("Console:Embedded:Store:RetentionBytes", "20G", "is not a whole number of bytes")]
    [InlineData("Console:DataFolder", " ", "is no folder")]
    [InlineData("Console:Auth:Mode", "Basic", "there is None")]
    [InlineData("Urls", "http://0.0.0.0:5080", "SSH tunnel")]
    [InlineData("Urls", "5080", "is not an address")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://*:80", "SSH tunnel")]
    [InlineData("HTTP_PORTS", "8080", "SSH tunnel")]
    [InlineData("AllowedHosts", "*", "name the hosts")]
    public void Read_WrongValue_NamesTheKeyAndTheFix(string key, string value, string fix)
    {
        var problem = Should.Throw<StartupException>(() => Read((key, value))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith($"{key}: '");
        problem.ShouldContain(fix);
    }

    [Fact]
    public void Read_RemoteClusters_AreTakenInTheirOrder()
    {
        var options = Read(
            ("Console:Clusters:0:Name", "prod"),
            ("Console:Clusters:0:NameServers", "10.0.0.1:9876;10.0.0.2:9876"),
            ("Console:Clusters:0:AccessKey", "console"),
            ("Console:Clusters:0:SecretKey", "secret-of-console"),
            ("Console:Clusters:0:ReadOnly", "true"),
            ("Console:Clusters:1:Name", "test"));

        options.Clusters.Select(cluster => (cluster.Name, cluster.NameServers, cluster.AccessKey, cluster.SecretKey, cluster.ReadOnly))
            .ShouldBe(
                [("prod", "10.0.0.1:9876;10.0.0.2:9876", "console", "secret-of-console", true), ("test", "", null, null, false)]);
    }

    [Fact]
    public void Read_RemoteClusterNamedAsTheEmbeddedOne_SaysSo() =>
        Should.Throw<StartupException>(() => Read(("Console:Clusters:0:Name", "Embedded"))).Problems.ShouldHaveSingleItem()
            .ShouldStartWith("Console:Clusters:0:Name: 'Embedded' is the name of the embedded cluster (Console:Embedded:ClusterName)");

    [Fact]
    public void Read_RemoteClusterNamedAsTheEmbeddedOneThatIsOff_IsFine() =>
        Read(("Console:Clusters:0:Name", "embedded"), ("Console:Embedded:Enabled", "false")).Clusters.ShouldHaveSingleItem();

    [Fact]
    public void Read_SeveralWrongValues_NamesThemAll()
    {
        var failure = Should.Throw<StartupException>(
            () => Read(("Console:Live:Interval", "abc"), ("Console:Embedded:NameServerPort", "x"), ("Console:Auth:Mode", "Ldap")));

        failure.Problems.Count.ShouldBe(3);
    }

    private static ConsoleOptions Read(params (string Key, string? Value)[] values)
    {
        var given = values.Select(value => KeyValuePair.Create(value.Key, value.Value));
        return ConfigurationCheck.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build(), Root);
    }
}
