using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>
/// Puts TLS on new connections where it is asked for. A listener tells a handshake by its first byte (TlsSystemConfig, permissive).
/// </summary>
internal static class TlsUpgrade
{
    private const byte HandshakeRecord = 0x16;

    /// <exception cref="IOException">The peer speaks plain where TLS is required, or ends before its first byte.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The handshake failed.</exception>
    /// <exception cref="OperationCanceledException">It took longer than the handshake time.</exception>
    public static async Task<SslStream?> AcceptAsync(ConnectionContext context, TcpSettings settings)
    {
        if (settings.Options.ServerTls is not { } tls)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(settings.Options.HandshakeTime, settings.TimeProvider);
        if (await FirstByteAsync(context.Transport.Input, patience.Token).ConfigureAwait(false) != HandshakeRecord)
        {
            return settings.Options.RequireTls ? throw new IOException("it speaks plain, and TLS is required here") : null;
        }

        var stream = new SslStream(new PipeStream(context.Transport));
        return await TryAsync(stream, stream.AuthenticateAsServerAsync(tls, patience.Token)).ConfigureAwait(false);
    }

    /// <summary>As <see cref="AcceptAsync"/>, on the side that connects; a host name is checked against the certificate.</summary>
    public static async Task<SslStream?> ConnectAsync(
        ConnectionContext context, string host, TcpSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Options.ClientTls is not { } tls)
        {
            return null;
        }

        var stream = new SslStream(new PipeStream(context.Transport));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = string.IsNullOrEmpty(tls.TargetHost) ? host : tls.TargetHost,
            ClientCertificates = tls.ClientCertificates,
            EnabledSslProtocols = tls.EnabledSslProtocols,
            CertificateRevocationCheckMode = tls.CertificateRevocationCheckMode,
            RemoteCertificateValidationCallback = tls.RemoteCertificateValidationCallback,
        };
        return await TryAsync(stream, stream.AuthenticateAsClientAsync(options, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task<SslStream> TryAsync(SslStream stream, Task handshake)
    {
        try
        {
            await handshake.ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<byte> FirstByteAsync(PipeReader input, CancellationToken cancellationToken)
    {
        var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (result.Buffer.IsEmpty)
        {
            throw new IOException("it ended before its first byte");
        }

        var first = result.Buffer.FirstSpan[0];
        input.AdvanceTo(result.Buffer.Start);
        return first;
    }
}
