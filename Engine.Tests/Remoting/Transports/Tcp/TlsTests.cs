using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports.Tcp;

public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    private readonly X509Certificate2 _certificate = MakeCertificate();

    [Fact]
    public async Task TlsClient_OnATlsListener_IsServedAndCalledBack()
    {
        var dispatcher = new ScriptedDispatcher();
        await using var server = await TcpServerHarness.StartAsync(dispatcher, Server());
        using var client = Client(Trusting());
        var back = new ScriptedDispatcher();
        var connection = await client.ConnectAsync(server.Address, back, CancellationToken.None);
        var body = new byte[3_000_000];
        new Random(3).NextBytes(body);

        var answer = await connection.CallAsync(RemotingCommand.Request(34) with { Body = body }, CallTime, CancellationToken.None);
        await dispatcher.Came[0].Connection.CallAsync(RemotingCommand.Request(307), CallTime, CancellationToken.None);

        answer.Code.ShouldBe(ResponseCode.Success);
        dispatcher.Came[0].Command.Body.ToArray().ShouldBe(body);
        back.Came.Single().Command.Code.ShouldBe(307);
        connection.Close("tests");
        await ((TcpConnection)connection).Ended;
    }

    [Fact]
    public async Task PlainClient_OnAPermissiveTlsListener_IsServed()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(), Server());
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));

        (await peer.ReadAsync())!.Value.Command.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task PlainClient_WhereTlsIsRequired_IsClosedWithOneLine()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(), Server() with { RequireTls = true });
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(RawPeer.Frame(RemotingCommand.Request(34)));

        (await peer.ReadAsync()).ShouldBeNull();
        server.Complaints.ShouldHaveSingleItem().ShouldContain("it speaks plain, and TLS is required here");
    }

    [Fact]
    public async Task TlsClient_ThatDoesNotTrustTheCertificate_DoesNotConnect()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(), Server());
        using var client = Client(new SslClientAuthenticationOptions());

        await Should.ThrowAsync<RemotingConnectException>(
            async () => await client.ConnectAsync(server.Address, new ScriptedDispatcher(), CancellationToken.None));
    }

    [Fact]
    public async Task Handshake_ThatNeverEnds_IsClosedAfterItsTime()
    {
        await using var server = await TcpServerHarness.StartAsync(new ScriptedDispatcher(), Server());
        using var peer = await server.ConnectAsync();

        await peer.SendAsync(new byte[] { 0x16, 0x03 });
        await server.Clock.WaitForTimersAsync(1);
        server.Clock.Advance(TimeSpan.FromSeconds(11));

        (await peer.ReadAsync()).ShouldBeNull();
    }

    public void Dispose() => _certificate.Dispose();

    private TcpOptions Server() => new() { ServerTls = new SslServerAuthenticationOptions { ServerCertificate = _certificate } };

    private static TcpTransport Client(SslClientAuthenticationOptions tls) =>
        new(new TcpSettings(new TcpOptions { ClientTls = tls }, TimeProvider.System, NullLogger.Instance));

    private static SslClientAuthenticationOptions Trusting() => new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=console-tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
