using Engine.Remoting.Transports;

namespace Engine.Tests.Remoting.Transports;

public sealed class InProcessStreamsTests : StreamContract
{
    private protected override IStreamNetwork Streams { get; } = new InProcessStreams();

    [Fact]
    public async Task ConnectAsync_AnotherNetwork_SeesNoListener()
    {
        await using var mine = await ListenAsync(EchoAsync);

        await Should.ThrowAsync<IOException>(async () => await new InProcessStreams().ConnectAsync(Address, CancellationToken.None));
    }

    [Theory]
    [InlineData("localhost:10912")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public async Task ListenAsync_NoEndpoint_IsRefused(string address) =>
        await Should.ThrowAsync<ArgumentException>(
            async () => await Streams.ListenAsync(address, EchoAsync, CancellationToken.None));
}
