using System.Text;
using System.Text.Json;
using Dashboard.Api.Queues;
using Dashboard.Exports;
using Dashboard.Figures.Sampling;

namespace Dashboard.Tests.Exports;

public sealed class ExportTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 9, 0, 0, 123, TimeSpan.Zero);

    private static readonly QueueRow Row = new(
        "a,b", "broker-a", 3, 0, 9_007_199_254_740_993, null, null, null, null, At, 1.23456, null, null, "=cmd()", null, null, At);

    [Fact]
    public async Task Csv_UnknownQuotedAndFormula_FollowsRfc4180()
    {
        using var output = new MemoryStream();

        await CsvExport.WriteAsync(output, QueueColumns.OfRow, [Row], CancellationToken.None);

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe(
            "topic,broker,queueId,minOffset,brokerOffset,consumerOffset,lag,inFlight,timeLagMs,lastConsumedAt,"
            + "produceRate,consumeRate,etaSeconds,owner,verdict,sampledAt\r\n"
            + "\"a,b\",broker-a,3,0,9007199254740993,,,,,2026-01-31T09:00:00.123Z,1.235,,,'=cmd(),,2026-01-31T09:00:00.123Z\r\n");
    }

    [Theory]
    [InlineData("-orders", "-orders")]
    [InlineData("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    public async Task Csv_Text_ComesBackAsItIsUnlessASpreadsheetWouldRunIt(string text, string written)
    {
        using var output = new MemoryStream();
        ExportColumn<string>[] columns = [new("text", value => value)];

        await CsvExport.WriteAsync(output, columns, [text], CancellationToken.None);

        Encoding.UTF8.GetString(output.ToArray()).ShouldBe($"text\r\n{written}\r\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Json_ManyRows_AreWrittenWhileTheyAreRead(bool lines)
    {
        using var output = new MemoryStream();

        await JsonExport.WriteAsync(output, QueueColumns.OfRow, Rows(), lines, longsAsText: false, CancellationToken.None);

        Encoding.UTF8.GetString(output.ToArray()).Split("brokerOffset").Length.ShouldBe(5001);

        IEnumerable<QueueRow> Rows()
        {
            for (var index = 0; index < 5000; index++)
            {
                output.Length.ShouldBeGreaterThanOrEqualTo((index / 1000) * 1000 * 100);
                yield return Row;
            }
        }
    }

    [Theory]
    [InlineData(false, "9007199254740993", JsonValueKind.Number)]
    [InlineData(true, "\"9007199254740993\"", JsonValueKind.String)]
    public async Task Json_SixtyFourBitOffset_KeepsEveryDigit(bool longsAsText, string raw, JsonValueKind kind)
    {
        using var output = new MemoryStream();

        await JsonExport.WriteAsync(output, QueueColumns.OfRow, [Row], lines: false, longsAsText, CancellationToken.None);

        using var document = JsonDocument.Parse(output.ToArray());
        var row = document.RootElement.EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("brokerOffset").ValueKind.ShouldBe(kind);
        row.GetProperty("brokerOffset").GetRawText().ShouldBe(raw);
        row.GetProperty("consumerOffset").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Ndjson_TwoRows_AreTwoLinesWithTheGroupFirst()
    {
        using var output = new MemoryStream();
        QueueExportRow[] rows = [new("g1", Row), new("g2", Row)];

        await JsonExport.WriteAsync(output, QueueColumns.OfGroupRow, rows, lines: true, longsAsText: false, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[1].ShouldStartWith("{\"group\":\"g2\",\"topic\":");
    }
}
