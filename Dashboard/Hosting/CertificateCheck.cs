using System.Security.Cryptography.X509Certificates;
using Dashboard.Configuration;

namespace Dashboard.Hosting;

/// <summary>Looks for a certificate where the console is to listen with https, before anything is started.</summary>
internal static class CertificateCheck
{
    private const string DefaultCertificate = "Kestrel:Certificates:Default";

    // The mark of what dotnet dev-certs makes, which Kestrel takes where it is told of no other.
    private const string DevelopmentMark = "1.3.6.1.4.1.311.84.1.1";

    /// <param name="configuration">Where the addresses and certificates stand.</param>
    /// <param name="hasDevelopmentCertificate">Asked only where no other certificate is given.</param>
    internal static IEnumerable<string> Problems(IConfiguration configuration, Func<bool> hasDevelopmentCertificate) =>
        from listen in ListenPolicy.Addresses(configuration)
        where ListenPolicy.Parse(listen.Address)?.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) == true
        where !IsGiven(configuration, listen.Key) && !hasDevelopmentCertificate()
        select $"{listen.Key}: '{listen.Address}' needs a certificate, and there is none. Set {DefaultCertificate}:Path and "
            + $"{DefaultCertificate}:Password to one, or {listen.Key} to an http address, as {ListenPolicy.DefaultUrl}.";

    /// <summary>Whether this user has a certificate by dotnet dev-certs that is still valid.</summary>
    internal static bool HasDevelopmentCertificate()
    {
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        var now = TimeProvider.System.GetLocalNow().DateTime;
        return store.Certificates.Any(certificate => certificate.NotAfter > now
            && certificate.Extensions.Any(extension => extension.Oid?.Value == DevelopmentMark));
    }

    private static bool IsGiven(IConfiguration configuration, string key) =>
        configuration.GetSection(DefaultCertificate).GetChildren().Any()
        || (key.Contains(':', StringComparison.Ordinal)
            && configuration.GetSection($"{ConfigurationPath.GetParentPath(key)}:Certificate").GetChildren().Any());
}
