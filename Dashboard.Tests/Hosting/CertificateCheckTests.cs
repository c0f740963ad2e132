using Dashboard.Hosting;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Hosting;

public sealed class CertificateCheckTests
{
    [Theory]
    [InlineData("Urls", "https://127.0.0.1:5443")]
    [InlineData("Kestrel:Endpoints:Web:Url", "HTTPS://127.0.0.1:5443")]
    public void Problems_HttpsWithoutACertificate_NamesKeyValueAndFix(string key, string address)
    {
        var problem = Problems(hasDevelopmentCertificate: false, (key, address)).ShouldHaveSingleItem();

        problem.ShouldStartWith($"{key}: '{address}' needs a certificate");
        problem.ShouldContain("Kestrel:Certificates:Default:Path");
    }

    [Fact]
    public void Problems_HttpsWithACertificate_AreNone()
    {
        Problems(hasDevelopmentCertificate: true, ("Urls", "https://127.0.0.1:5443")).ShouldBeEmpty();
        Problems(false, ("Urls", "https://127.0.0.1:5443"), ("Kestrel:Certificates:Default:Path", "a.pfx")).ShouldBeEmpty();
        Problems(
            false,
            ("Kestrel:Endpoints:Web:Url", "https://127.0.0.1:5443"),
            ("Kestrel:Endpoints:Web:Certificate:Path", "a.pfx")).ShouldBeEmpty();
    }

    [Fact]
    public void Problems_Http_AreNone() => Problems(hasDevelopmentCertificate: false, ("Urls", "http://127.0.0.1:5080")).ShouldBeEmpty();

    private static IEnumerable<string> Problems(bool hasDevelopmentCertificate, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
        return CertificateCheck.Problems(configuration, () => hasDevelopmentCertificate);
    }
}
