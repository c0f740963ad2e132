using Engine.Persistence;

namespace Engine.Tests.Persistence;

[Trait("Behaviour", "B3")]
public sealed class CrashSafeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string MainPath => _folder.File("sub/offsets.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NothingThere_IsEmptyFromNowhere()
    {
        var result = new CrashSafeFile(MainPath).Read(FindFault);

        (result.Source, result.Content.Length).ShouldBe((CrashSafeSource.None, 0));
    }

    [Fact]
    public void Write_Twice_KeepsThePreviousContentAsBackup()
    {
        var file = new CrashSafeFile(MainPath);
        file.WriteText("{1}");
        file.WriteText("{2}");

        file.Read(FindFault).Text.ShouldBe("{2}");
        File.ReadAllText(file.BackupPath).ShouldBe("{1}");
        Directory.GetFiles(Path.GetDirectoryName(MainPath)!).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{2")]
    public void Read_TornOrEmptyMain_FallsBackToTheBackupAndSaysWhy(string torn)
    {
        Prepare(torn, "{1}");

        var result = new CrashSafeFile(MainPath).Read(FindFault);

        (result.Text, result.Source).ShouldBe(("{1}", CrashSafeSource.Backup));
        result.Reason!.ShouldContain(MainPath);
    }

    [Fact]
    public void Read_MainMissing_FallsBackToTheBackup()
    {
        Prepare(null, "{1}");

        new CrashSafeFile(MainPath).Read(FindFault).Source.ShouldBe(CrashSafeSource.Backup);
    }

    [Theory]
    [InlineData("{2", "")]
    [InlineData("", null)]
    [InlineData(null, "{1")]
    public void Read_NeitherUsable_NamesBothFiles(string? main, string? backup)
    {
        Prepare(main, backup);

        var failure = Should.Throw<UnreadableFileException>(() => new CrashSafeFile(MainPath).Read(FindFault));

        failure.Message.ShouldContain(MainPath + " ");
        failure.Message.ShouldContain(MainPath + ".bak");
    }

    [Fact]
    public void Write_AfterATornMainWasFound_KeepsTheGoodBackup()
    {
        Prepare("{2", "{1}");
        var file = new CrashSafeFile(MainPath);
        file.Read(FindFault);

        file.WriteText("{3}");

        File.ReadAllText(MainPath).ShouldBe("{3}");
        File.ReadAllText(file.BackupPath).ShouldBe("{1}");
    }

    [Fact]
    public void Write_LeftOverTemporaryFileOfACrash_IsReplaced()
    {
        Prepare("{1}", null);
        File.WriteAllText(MainPath + ".tmp", "{a torn and much longer text");
        var file = new CrashSafeFile(MainPath);

        file.WriteText("{2}");

        file.Read(FindFault).Text.ShouldBe("{2}");
    }

    private static string? FindFault(ReadOnlyMemory<byte> content) => content.Span[^1] == '}' ? null : "has no end";

    private void Prepare(string? main, string? backup)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(MainPath)!);
        foreach (var (path, text) in new[] { (MainPath, main), (MainPath + ".bak", backup) })
        {
            if (text is not null)
            {
                File.WriteAllText(path, text);
            }
        }
    }
}
