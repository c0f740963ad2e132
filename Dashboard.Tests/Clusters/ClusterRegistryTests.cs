using Dashboard.Clusters;
using Engine.Admin;
using Engine.Tests.Time;
using NSubstitute;

namespace Dashboard.Tests.Clusters;

public sealed class ClusterRegistryTests
{
    private readonly FakeGateway _gateway = new(new FakeTimeProvider(), "embedded");
    private readonly IClusterChanger _changer = Substitute.For<IClusterChanger>();

    [Fact]
    public void Find_KnownAndUnknown_GivesBothHalvesOrNull()
    {
        ClusterRegistry registry = new([new RegisteredCluster(_gateway, _changer)]);

        registry.Find("embedded").ShouldBe(_gateway);
        registry.FindChanger("embedded").ShouldBe(_changer);
        registry.Find("Embedded").ShouldBeNull();
        registry.FindChanger("other").ShouldBeNull();
    }

    [Fact]
    public void Get_Unknown_NamesItAndWhatThereIs()
    {
        ClusterRegistry registry = new([new RegisteredCluster(_gateway, _changer)]);

        var failure = Should.Throw<AdminException>(() => registry.Get("prod"));

        failure.Kind.ShouldBe(AdminErrorKind.ClusterNotFound);
        failure.Message.ShouldBe("The cluster 'prod' does not exist; there is embedded.");
    }

    [Fact]
    public async Task ClusterGateway_NotReady_SaysSoInsteadOfReading()
    {
        var reader = Substitute.For<IClusterReader>();
        var ready = false;
        var noStops = new Dictionary<string, string>();
        ClusterGateway gateway = new("embedded", ClusterKind.Embedded, isReadOnly: false, () => ready, () => noStops, () => reader);

        var failure = await Should.ThrowAsync<AdminException>(async () => await gateway.ListGroupsAsync(default));
        failure.Kind.ShouldBe(AdminErrorKind.NotReady);
        failure.Message.ShouldContain("'embedded' is starting");

        ready = true;
        await gateway.ListGroupsAsync(default);
        await reader.Received(1).ListGroupsAsync(default);
    }

    [Fact]
    public async Task ClusterChanger_NotReady_SaysSoInsteadOfChanging()
    {
        var admin = Substitute.For<IClusterAdmin>();
        var ready = false;
        ClusterChanger changer = new("embedded", () => ready, () => ready ? admin : throw new InvalidOperationException("not started"));

        var failure = await Should.ThrowAsync<AdminException>(async () => await changer.DeleteTopicAsync("orders", default));
        failure.Kind.ShouldBe(AdminErrorKind.NotReady);
        failure.Message.ShouldContain("'embedded' is starting");

        ready = true;
        await changer.DeleteTopicAsync("orders", default);
        await admin.Received(1).DeleteTopicAsync("orders", default);
    }
}
