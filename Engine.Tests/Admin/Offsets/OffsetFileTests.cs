using System.Text;
using Engine.Admin.Offsets;

namespace Engine.Tests.Admin.Offsets;

public sealed class OffsetFileTests
{
    [Theory]
    [InlineData("""{"offsetTable":{"orders@billing":{"0":5,"1":9},"%RETRY%billing@billing":{"0":0}}}""")]
    [InlineData("""{"offsetTable":{"orders@billing":{0:5,1:9},"%RETRY%billing@billing":{0:0}}}""")]
    [InlineData("""{"offsetTable":{"orders@billing":{"1":"9","0":"5"},"%RETRY%billing@billing":{"0":0}},"dataVersion":{"counter":7}}""")]
    [InlineData("{\n\t\"offsetTable\":{\n\t\t\"orders@billing\":{0:5,1:9\n\t\t},\"%RETRY%billing@billing\":{0:0\n\t\t}\n\t}\n}")]
    [InlineData("\uFEFF{offsetTable:{'orders@billing':{0:5,1:9},'%RETRY%billing@billing':{0:0}}}")]
    public void Parse_EitherDialect_GivesTheOffsetsInOrder(string text) => Parse(text).Offsets.ShouldBe(
    [
        new("%RETRY%billing", "billing", 0, 0), new("orders", "billing", 0, 5), new("orders", "billing", 1, 9),
    ]);

    [Theory]
    [InlineData("", "file", "cannot be read as JSON")]
    [InlineData("nonsense", "file", "cannot be read as JSON")]
    [InlineData("""{"offsetTable":{"a@b":{"0":1}""", "file", "cannot be read as JSON")]
    [InlineData("null", "offsetTable", "missing")]
    [InlineData("[]", "offsetTable", "missing")]
    [InlineData("{}", "offsetTable", "missing")]
    [InlineData("""{"offsetTable":7}""", "offsetTable", "no object")]
    [InlineData("""{"OffsetTable":{}}""", "offsetTable", "missing")]
    [InlineData("""{"offsetTable":{},"offsetTable":{}}""", "offsetTable", "twice")]
    [InlineData("""{"offsetTable":{"orders":{"0":1}}}""", "offsetTable.orders", "no @")]
    [InlineData("""{"offsetTable":{"a@b@c":{"0":1}}}""", "offsetTable.a@b@c", "more than one @")]
    [InlineData("""{"offsetTable":{"@b":{"0":1}}}""", "offsetTable.@b", "topic@group")]
    [InlineData("""{"offsetTable":{"a@":{"0":1}}}""", "offsetTable.a@", "topic@group")]
    [InlineData("""{"offsetTable":{"or ders@b":{"0":1}}}""", "offsetTable.or ders@b", "topic@group")]
    [InlineData("""{"offsetTable":{"\ud800@b":{"0":1}}}""", "offsetTable", "Unicode")]
    [InlineData("""{"offsetTable":{"a@b":{"0":1},"a@b":{"1":1}}}""", "offsetTable.a@b", "twice")]
    [InlineData("""{"offsetTable":{"a@b":[1]}}""", "offsetTable.a@b", "no object")]
    [InlineData("""{"offsetTable":{"a@b":null}}""", "offsetTable.a@b", "no object")]
    [InlineData("""{"offsetTable":{"a@b":{"x":1}}}""", "offsetTable.a@b", "queue id 'x'")]
    [InlineData("""{"offsetTable":{"a@b":{"-1":1}}}""", "offsetTable.a@b", "queue id '-1'")]
    [InlineData("""{"offsetTable":{"a@b":{"01":1}}}""", "offsetTable.a@b", "queue id '01'")]
    [InlineData("""{"offsetTable":{"a@b":{"2147483648":1}}}""", "offsetTable.a@b", "queue id '2147483648'")]
    [InlineData("""{"offsetTable":{"a@b":{"\udc00":1}}}""", "offsetTable.a@b", "queue id ''")]
    [InlineData("""{"offsetTable":{"a@b":{"3":1,"3":2}}}""", "offsetTable.a@b.3", "twice")]
    [InlineData("""{"offsetTable":{"a@b":{"3":-1}}}""", "offsetTable.a@b.3", "offset -1")]
    [InlineData("""{"offsetTable":{"a@b":{"3":1.5}}}""", "offsetTable.a@b.3", "offset 1.5")]
    [InlineData("""{"offsetTable":{"a@b":{"3":1e3}}}""", "offsetTable.a@b.3", "offset 1e3")]
    [InlineData("""{"offsetTable":{"a@b":{"3":9223372036854775808}}}""", "offsetTable.a@b.3", "offset 9223372036854775808")]
    [InlineData("""{"offsetTable":{"a@b":{"3":"five"}}}""", "offsetTable.a@b.3", "offset \"five\"")]
    [InlineData("""{"offsetTable":{"a@b":{"3":null}}}""", "offsetTable.a@b.3", "offset null")]
    public void Parse_Wrong_NamesTheEntryAndTheRule(string text, string entry, string rule)
    {
        var problem = Should.Throw<OffsetFileException>(() => Parse(text)).Problems.ShouldHaveSingleItem();

        problem.Entry.ShouldBe(entry);
        problem.Text.ShouldContain(rule);
        problem.Text.ShouldEndWith(".");
    }

    [Fact]
    public void Parse_BytesThatAreNoUtf8_AreRefused() =>
        Should.Throw<OffsetFileException>(() => OffsetFile.Parse(new byte[] { (byte)'{', 0xC3, 0x28, (byte)'}' }))
            .Problems.ShouldHaveSingleItem().Text.ShouldContain("UTF-8");

    [Fact]
    public void Parse_ManyProblems_TellsTheFirstTwentyAndCountsAll()
    {
        var keys = string.Join(',', Enumerable.Range(0, 30).Select(number => $"\"t{number}\":{{}}"));

        var failure = Should.Throw<OffsetFileException>(() => Parse($"{{\"offsetTable\":{{{keys}}}}}"));

        failure.Problems.Count.ShouldBe(OffsetFileException.MostTold);
        failure.Message.ShouldContain("offsetTable.t0: ");
        failure.Message.ShouldEndWith("And 29 more.");
    }

    [Fact]
    public void Parse_TooManyQueues_SaysHowManyThereMayBe()
    {
        var queues = string.Join(',', Enumerable.Range(0, OffsetFile.MostQueues + 1).Select(queue => $"{queue}:1"));

        Should.Throw<OffsetFileException>(() => Parse($"{{\"offsetTable\":{{\"a@b\":{{{queues}}}}}}}"))
            .Problems.ShouldHaveSingleItem().Text.ShouldContain("100000 queues");
    }

    [Fact]
    public void ToTable_Parsed_IsTheFileAgain()
    {
        var table = Parse("""{"offsetTable":{"b@g":{1:7},"a@g":{0:5,1:9}}}""").ToTable();

        table.Keys.ShouldBe(["a@g", "b@g"]);
        table["a@g"].ShouldBe(new Dictionary<int, long> { [0] = 5, [1] = 9 });
    }

    private static OffsetFile Parse(string text) => OffsetFile.Parse(Encoding.UTF8.GetBytes(text));
}
