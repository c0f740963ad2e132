using System.Text;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Messages;

public sealed class PropertyStringTests
{
    [Fact]
    public void Encode_Properties_HasNoSeparatorAtTheEnd() =>
        PropertyString.Encode(new Dictionary<string, string> { ["u"] = "v", ["KEYS"] = "k1 k2" }).ShouldBe("u\u0001v\u0002KEYS\u0001k1 k2");

    [Theory]
    [InlineData("a\u0001b\u0002", "a=b")]
    [InlineData("a\u0001b", "a=b")]
    [InlineData("a\u0001b\u0001c", "a=b\u0001c")]
    [InlineData("\u0001b\u0002c\u0001\u0002d\u0002e\u0001f", "e=f")]
    [InlineData("", "")]
    [InlineData("a\u0001b\u0002a\u0001c", "a=c")]
    public void Parse_OddText_KeepsWhatJavaKeeps(string text, string expected)
    {
        Join(PropertyString.Parse(text)).ShouldBe(expected);
        Join(PropertyString.Parse(Encoding.UTF8.GetBytes(text))).ShouldBe(expected);
    }

    [Fact]
    public void EncodeAndParse_AnyProperties_RoundTrip()
    {
        var property = Prop.ForAll<Dictionary<NonEmptyString, NonEmptyString>>(raw =>
        {
            var properties = raw.Select(pair => (Clean(pair.Key.Get), Clean(pair.Value.Get))).DistinctBy(pair => pair.Item1).ToDictionary();
            var text = PropertyString.Encode(properties);
            return PropertyString.Parse(text).OrderBy(p => p.Key, StringComparer.Ordinal)
                .SequenceEqual(properties.OrderBy(p => p.Key, StringComparer.Ordinal));
        });

        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", "WAIT\u0001true")]
    [InlineData("a\u0001b", "a\u0001b\u0002WAIT\u0001true")]
    [InlineData("WAIT\u0001false\u0002a\u0001b\u0002", "a\u0001b\u0002WAIT\u0001true")]
    [InlineData("XWAIT\u0001b", "XWAIT\u0001b\u0002WAIT\u0001true")]
    public void With_Property_ReplacesOrAppends(string text, string expected) =>
        PropertyString.With(text, "WAIT", "true").ShouldBe(expected);

    [Theory]
    [InlineData("WAIT\u0001true", "")]
    [InlineData("a\u0001b\u0002WAIT\u0001true\u0002c\u0001d", "a\u0001b\u0002c\u0001d")]
    [InlineData("WAITER\u0001x\u0002", "WAITER\u0001x")]
    public void Without_Property_KeepsTheOthers(string text, string expected) => PropertyString.Without(text, "WAIT").ShouldBe(expected);

    [Theory]
    [InlineData("KEYS\u0001k\u0002WAIT\u0001true\u0002a\u0001b")]
    [InlineData("WAIT\u0001true")]
    [InlineData("CLUSTER\u0001old\u0002a\u0001b\u0002")]
    [InlineData("")]
    public void With_AndWithoutAnother_IsBothOneAfterTheOther(string text) =>
        PropertyString.With(text, "CLUSTER", "c", without: "WAIT")
            .ShouldBe(PropertyString.With(PropertyString.Without(text, "WAIT"), "CLUSTER", "c"));

    [Theory]
    [InlineData(null, null, 0, true, null)]
    [InlineData("TagA", "k1 k2", 3, false, "ID")]
    [InlineData("", "", 0, false, "ID")]
    [InlineData("TagA", null, 18, true, null)]
    public void ToPropertyString_NoFurtherProperties_IsWhatTheDictionaryGives(string? tag, string? keys, int delay, bool wait, string? id)
    {
        var message = new Message { Topic = "T", Tags = tag, Keys = keys, DelayLevel = delay, WaitStoreOk = wait };

        message.ToPropertyString(id).ShouldBe(PropertyString.Encode(message.ToProperties(id)));
    }

    [Theory]
    [InlineData("KEYS\u0001k\u0002TAGS\u0001TagA", true, "TagA")]
    [InlineData("MYTAGS\u0001x\u0002TAGS\u0001", false, "")]
    [InlineData("TAGSX\u0001x", false, "")]
    public void TryGetValue_InTextAndBytes_FindsTheWholeNameOnly(string text, bool found, string expected)
    {
        PropertyString.TryGetValue(text, "TAGS", out var value).ShouldBe(found);
        value.ToString().ShouldBe(expected);
        PropertyString.TryGetValue(Encoding.UTF8.GetBytes(text), "TAGS"u8, out var utf8).ShouldBe(found);
        Encoding.UTF8.GetString(utf8).ShouldBe(expected);
    }

    private static string Clean(string text) => text.Replace('\u0001', '.').Replace('\u0002', '.');

    private static string Join(Dictionary<string, string> properties) =>
        string.Join(';', properties.Select(pair => $"{pair.Key}={pair.Value}"));
}
