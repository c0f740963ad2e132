using System.Text;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Messages;

public class StoredPropertiesTests
{
    private static readonly string LongName = new('n', 70);

    [Fact]
    public void TryGetValue_AnyPropertyString_SaysWhatSplittingItSays()
    {
        var pieces = Gen.Elements(
            "TAGS", "TAG", "a", "ü", "", "x\u0001y", "\u0001", "\u0002", "TAGS\u0001A", "TAGS\u0001", LongName + "\u0001v");
        var texts = pieces.ListOf().Select(parts => string.Join('\u0002', parts)).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            var split = PropertyString.Parse(text);
            var stored = Of(text);
            string[] names = ["TAGS", "TAG", "a", "ü", "x", LongName, "", .. split.Keys];
            return names.All(name => Find(stored, name) == Find(split, name)) && Sorted(stored).SequenceEqual(Sorted(split));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void With_NewAndKnownNames_LaysThemOverTheRecordsAndLeavesTheFirstAsItWas()
    {
        var first = Of("TAGS\u0001A\u0002k\u0001v");

        var laid = first.With("MIN_OFFSET", "1").With("TAGS", "B").With("MIN_OFFSET", "2");

        laid["TAGS"].ShouldBe("B");
        laid["MIN_OFFSET"].ShouldBe("2");
        laid["k"].ShouldBe("v");
        laid.Count.ShouldBe(3);
        laid.Keys.ShouldBe(["TAGS", "k", "MIN_OFFSET"]);
        first["TAGS"].ShouldBe("A");
        first.ContainsKey("MIN_OFFSET").ShouldBeFalse();
        first.Count.ShouldBe(2);
    }

    [Fact]
    public void With_SameNameOverAndOver_KeepsItOnce()
    {
        var laid = Of("k\u0001v").With("MIN_OFFSET", "1");

        for (var again = 0; again < 300_000; again++)
            laid = laid.With("START", again.ToString(provider: null)).With("MAX_OFFSET", "9");

        // Splitting walks the layers one within the other.
        laid.Keys.ShouldBe(["k", "MIN_OFFSET", "START", "MAX_OFFSET"], ignoreOrder: true);
        laid["START"].ShouldBe("299999");
    }

    [Fact]
    public void Indexer_NoSuchProperty_NamesIt() =>
        Should.Throw<KeyNotFoundException>(() => Of("a\u0001b")["missing"]).Message.ShouldContain("'missing'");

    [Fact]
    public void Of_Properties_KeepsThem() =>
        StoredProperties.Of(new Dictionary<string, string> { ["a"] = "b", ["ü"] = "ö" }).ToDictionary()
            .ShouldBe(new Dictionary<string, string> { ["a"] = "b", ["ü"] = "ö" }, ignoreOrder: true);

    private static string? Find(IReadOnlyDictionary<string, string> properties, string name) =>
        properties.TryGetValue(name, out var value) ? value : null;

    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> properties) =>
        properties.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static StoredProperties Of(string text) => new(Encoding.UTF8.GetBytes(text));
}
