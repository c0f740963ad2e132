using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Tests.Persistence;
using Engine.Tests.Programs;

namespace Engine.Tests.Store;

/// <summary>A disk that takes only short files, by a limit on a process: needs no rights, so it runs where nothing can be mounted.</summary>
public sealed class FileSizeLimitTests
{
    private const long LimitBytes = 1024 * 1024;

    [Theory]
    [InlineData(LimitBytes / 2, "consumequeue")]
    [InlineData(LimitBytes * 2, "commitlog")]
    public async Task Append_FileMayNotBeMade_IsRefusedAndWhatWasStoredIsThere(long logFileBytes, string refusedFolder)
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var folder = new TemporaryFolder();
        var (exitCode, told, notes) = await BenchmarkProgram.RunLimitedAsync(
            LimitBytes, "child", "fill-until-refused", folder.Path, logFileBytes.ToString(CultureInfo.InvariantCulture));

        exitCode.ShouldBe(0, notes);
        var stored = Count(told[0], "stored ");
        Count(told[1], "read ").ShouldBe(stored);
        told[2].ShouldStartWith("refused ServiceNotAvailable The disk refuses writes: ");
        told[2].ShouldContain(Path.Combine(folder.Path, refusedFolder));

        await using var harness = await StoreHarness.StartAsync(change: options => options with { Folder = folder.Path });
        harness.Store.GetBounds("bench", 0).Max.ShouldBe(stored);
        harness.ReadAll("bench", 0).Count.ShouldBe(stored);
        var message = new StoreMessage
        {
            Topic = "bench",
            QueueId = 0,
            Body = new byte[8192],
            BornHost = HostAddress.Parse("10.0.0.1:50000"),
            BornTimestamp = 1,
        };
        harness.Store.Append(message).QueueOffset.ShouldBe(stored);
    }

    private static int Count(string line, string word)
    {
        line.ShouldStartWith(word);
        return int.Parse(line[word.Length..], CultureInfo.InvariantCulture);
    }
}
