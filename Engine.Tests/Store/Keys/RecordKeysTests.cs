using System.Text;
using Engine.Store.Keys;

namespace Engine.Tests.Store.Keys;

public sealed class RecordKeysTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("UNIQ_KEY\u0001U1\u0002KEYS\u0001a b\u0002TAGS\u0001t", "U1", "a|b")]
    [InlineData("TAGS\u0001t\u0002KEYS\u0001 a   b \u0002", "", "a|b")]
    [InlineData("KEYS\u0001a\tb", "", "a\tb")]
    [InlineData("MYKEYS\u0001a\u0002KEYSX\u0001b\u0002KEYS\u0001\u0002UNIQ_KEY", "", "")]
    [InlineData("KEYS\u0001a\u0002UNIQ_KEY\u0001U1\u0002KEYS\u0001b\u0002UNIQ_KEY\u0001U2", "U2", "b")]
    [InlineData("KEYS\u0001a\u0001b", "", "a\u0001b")]
    public void Of_Properties_AreTheUniqueIdAndTheWordsOfKeys(string properties, string uniqueId, string words)
    {
        var keys = RecordKeys.Of(Encoding.UTF8.GetBytes(properties));

        Encoding.UTF8.GetString(keys.UniqueId).ShouldBe(uniqueId);
        string.Join('|', Words(keys)).ShouldBe(words);
        keys.IsEmpty.ShouldBe(uniqueId.Length + words.Length == 0);
    }

    [Theory]
    [InlineData("U1", false, true)]
    [InlineData("U1", true, true)]
    [InlineData("b", false, true)]
    [InlineData("b", true, false)]
    [InlineData("a b", false, false)]
    [InlineData("", false, false)]
    [InlineData("c", false, false)]
    public void Contains_Key_WholeWordsAndTheUniqueId(string key, bool onlyUniqueId, bool expected) =>
        RecordKeys.Of("UNIQ_KEY\u0001U1\u0002KEYS\u0001a b"u8).Contains(Encoding.UTF8.GetBytes(key), onlyUniqueId).ShouldBe(expected);

    private static List<string> Words(RecordKeys keys)
    {
        var found = new List<string>();
        var words = keys.Words;
        while (RecordKeys.TryTakeWord(ref words, out var word))
        {
            found.Add(Encoding.UTF8.GetString(word));
        }

        return found;
    }
}
