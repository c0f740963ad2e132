using System.Net;
using System.Net.Sockets;
using Dashboard.Hosting;

namespace Dashboard.Tests.Hosting;

/// <summary>A start that is refused: one line per problem, exit code 1, no stack.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("startup-");

    [Theory]
    [InlineData("--Console:Live:Interval=abc", "Console:Live:Interval: 'abc'")]
    [InlineData("--Console:Embedded:Brokers:0:Port=abc", "Console:Embedded:Brokers:0:Port: 'abc'")]
    [InlineData("--Urls=http://127.0.0.1:99999", "Urls: http://127.0.0.1:99999 names a port above 65535")]
    [InlineData("--Urls=http://127.0.0.1:abc", "Urls: 'http://127.0.0.1:abc' names the port 'abc', which is no number")]
    [InlineData("--Urls=http://127.0.0.1:-1", "Urls: 'http://127.0.0.1:-1' names a port below 0")]
    [InlineData("--Urls=http://127.0.0.1:0/console", "Urls: 'http://127.0.0.1:0/console' names the path '/console'")]
    [InlineData("--Urls=ftp://127.0.0.1:0", "Urls: 'ftp://127.0.0.1:0' begins with ftp")]
    [InlineData("--Urls=http://localhost:0", "Urls: 'http://localhost:0' asks for any free port of localhost")]
    [InlineData("--Urls=http://0.0.0.0:0", "Urls: 'http://0.0.0.0:0'")]
    [InlineData("--Kestrel:Endpoints:Open:Url=http://[::]:0", "Kestrel:Endpoints:Open:Url: 'http://[::]:0'")]
    [InlineData("--Console:Clusters:0:Name=prod", "Console:Clusters:0:NameServers: it is empty")]
    public async Task RunAsync_WrongValue_IsOneLineThatNamesTheKey(string setting, string expected)
    {
        var (code, lines) = await RunAsync(setting);

        code.ShouldBe(1);
        lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task RunAsync_PortTaken_NamesTheAddressAndTheKey()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        var (code, lines) = await RunAsync($"--Urls={address}");

        code.ShouldBe(1);
        var line = lines.ShouldHaveSingleItem();
        line.ShouldContain($"Urls: {address} cannot be listened on: the port is taken");
    }

    [Fact]
    public async Task RunAsync_DataFolderHeld_NamesTheFolder()
    {
        using var held = DataFolder.Hold(_folder.FullName);

        var (code, lines) = await RunAsync();

        code.ShouldBe(1);
        lines.ShouldHaveSingleItem().ShouldContain($"Console:DataFolder: '{_folder.FullName}' is in use by another process");
    }

    [Fact]
    public void Hold_AfterRelease_IsPossibleAgain()
    {
        DataFolder.Hold(_folder.FullName).Dispose();

        Should.NotThrow(() => DataFolder.Hold(_folder.FullName).Dispose());
    }

    [Fact]
    public async Task RunAsync_DataFolderIsAFile_SaysSo()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var (code, lines) = await RunAsync($"--Console:DataFolder={file}");

        code.ShouldBe(1);
        lines.ShouldHaveSingleItem().ShouldContain($"Console:DataFolder: '{file}' cannot be made or opened");
    }

    [Fact]
    public async Task RunAsync_AuditIsNoDatabase_IsOneLineThatSaysWhatToDo()
    {
        var file = Path.Combine(_folder.FullName, "console.db");
        await File.WriteAllTextAsync(file, new string('x', 4096));

        var (code, lines) = await RunAsync();

        code.ShouldBe(1);
        lines.ShouldHaveSingleItem().ShouldContain($"Console:DataFolder: {file} cannot be used as the database of the audit");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string[] Lines)> RunAsync(params string[] settings)
    {
        await using StringWriter errors = new();
        string[] quiet = ["--Urls=http://127.0.0.1:0", $"--Console:DataFolder={_folder.FullName}", "--Console:Embedded:Enabled=false"];
        var code = await ConsoleProgram.RunAsync([.. quiet, .. settings], errors);
        return (code, errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
