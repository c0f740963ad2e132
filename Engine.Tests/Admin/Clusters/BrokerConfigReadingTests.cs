using Engine.Admin.Clusters;

namespace Engine.Tests.Admin.Clusters;

public sealed class BrokerConfigReadingTests
{
    [Fact]
    public void Of_PropertiesText_IsSortedAndKeepsSecretsBack()
    {
        var config = BrokerConfigReading.Of(
            "broker-a",
            "storePathRootDir=/data=1\r\n#comment\nno value\naclSecretKey=12345678\naccessKey=\ntlsPassword = hunter2\nbrokerIP1=\n");

        config.Settings.ShouldBe(
        [
            new BrokerSetting("accessKey", ""),
            new BrokerSetting("aclSecretKey", null),
            new BrokerSetting("brokerIP1", ""),
            new BrokerSetting("storePathRootDir", "/data=1"),
            new BrokerSetting("tlsPassword", null),
        ]);
    }

    [Fact]
    public void Runtime_Values_AreReadOrUnknown()
    {
        var runtime = new BrokerRuntime(
            new BrokerView("broker-a", 0, "master", "127.0.0.1:10911", "online"),
            new Dictionary<string, string>
            {
                ["putTps"] = "1.5 2.0 ",
                ["earliestMessageTimeStamp"] = "-1",
                ["commitLogDiskRatio"] = "0.25",
            });

        (runtime.Rate("putTps"), runtime.Rate("putTps", 1), runtime.Rate("putTps", 2)).ShouldBe((1.5, 2.0, null));
        runtime.Count("earliestMessageTimeStamp").ShouldBeNull();
        runtime.Number("commitLogDiskRatio").ShouldBe(0.25);
        runtime.Rate("getTotalTps").ShouldBeNull();
    }
}
