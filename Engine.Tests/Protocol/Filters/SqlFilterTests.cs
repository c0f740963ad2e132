using System.Text;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Filters;

public sealed class SqlFilterTests
{
    private static readonly byte[] Properties = Encoding.UTF8.GetBytes(PropertyString.Encode(
    [
        new("a", "10"), new("price", "3.5"), new("region", "hangzhou"), new("name", "O'Brien"), new("vip", "TRUE"), new("word", "many"),
        new("neg", "-7"), new("big", "9223372036854775807"), new("stadt", "Köln"), new("exp", "1e3"), new("_x$1", "y"),
        new("TAGS", "TagA"),
    ]));

    [Theory]
    [InlineData("a = 10", true)]
    [InlineData("a=10", true)]
    [InlineData("10 = a", true)]
    [InlineData("a = 10L", true)]
    [InlineData("a = 10.0", true)]
    [InlineData("a = 11", false)]
    [InlineData("a <> 11", true)]
    [InlineData("a <> 10", false)]
    [InlineData("a > 9", true)]
    [InlineData("a > 10", false)]
    [InlineData("a >= 10", true)]
    [InlineData("a < 10.5", true)]
    [InlineData("a <= 10", true)]
    [InlineData("a < +10", false)]
    [InlineData("price > 3", true)]
    [InlineData("price = 3.5", true)]
    [InlineData("price < 35e-1", false)]
    [InlineData("price > .5", true)]
    [InlineData("neg = -7", true)]
    [InlineData("neg < -6.5", true)]
    [InlineData("big = 9223372036854775807", true)]
    [InlineData("big > 9223372036854775806", true)]
    [InlineData("exp = 1000", true)]
    public void Matches_Numbers(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    [Theory]
    [InlineData("region = 'hangzhou'", true)]
    [InlineData("region = 'Hangzhou'", false)]
    [InlineData("region <> 'beijing'", true)]
    [InlineData("region = word", false)]
    [InlineData("region = region", true)]
    [InlineData("name = 'O''Brien'", true)]
    [InlineData("stadt = 'Köln'", true)]
    [InlineData("_x$1 = 'y'", true)]
    [InlineData("TAGS = 'TagA'", true)]
    [InlineData("a = '10'", true)]
    [InlineData("a = '10.0'", false)]
    [InlineData("region IN ('beijing', 'hangzhou')", true)]
    [InlineData("region IN ('beijing')", false)]
    [InlineData("region not in ('beijing')", true)]
    [InlineData("region NOT IN ('hangzhou')", false)]
    [InlineData("a IN (9, 10)", true)]
    [InlineData("'' = ''", true)]
    public void Matches_Strings(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    [Theory]
    [InlineData("a BETWEEN 10 AND 20", true)]
    [InlineData("a between 1 and 10", true)]
    [InlineData("a BETWEEN 10 AND 10", true)]
    [InlineData("a BETWEEN 11 AND 20", false)]
    [InlineData("a NOT BETWEEN 11 AND 20", true)]
    [InlineData("a NOT BETWEEN 1 AND 20", false)]
    [InlineData("a BETWEEN neg AND big", true)]
    [InlineData("a BETWEEN 1 AND 20 AND region = 'beijing'", false)]
    public void Matches_Between(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    [Theory]
    [InlineData("vip = TRUE", true)]
    [InlineData("vip = true", true)]
    [InlineData("vip <> FALSE", true)]
    [InlineData("vip = FALSE", false)]
    [InlineData("TRUE = vip", true)]
    [InlineData("TRUE", true)]
    [InlineData("FALSE", false)]
    [InlineData("FALSE OR TRUE", true)]
    public void Matches_Truths(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    [Theory]
    [InlineData("missing IS NULL", true)]
    [InlineData("missing IS NOT NULL", false)]
    [InlineData("a IS NULL", false)]
    [InlineData("a IS NOT NULL", true)]
    [InlineData("NOT a IS NULL", true)]
    public void Matches_Null(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    /// <summary>What cannot be compared is unknown, and so is its opposite: neither passes.</summary>
    [Theory]
    [InlineData("missing = 1")]
    [InlineData("missing <> 1")]
    [InlineData("missing > 1")]
    [InlineData("missing = 'x'")]
    [InlineData("missing = missing")]
    [InlineData("missing = TRUE")]
    [InlineData("missing IN ('x')")]
    [InlineData("missing BETWEEN 1 AND 2")]
    [InlineData("word > 1")]
    [InlineData("word = 1")]
    [InlineData("word <> 1")]
    [InlineData("word BETWEEN 1 AND 2")]
    [InlineData("word > region")]
    [InlineData("word = TRUE")]
    [InlineData("1 = TRUE")]
    [InlineData("missing = 1 AND a = 10")]
    [InlineData("missing = 1 OR a = 11")]
    [InlineData("NOT missing = 1")]
    public void Matches_Unknown_NeitherItNorItsOpposite(string expression)
    {
        Matches(expression).ShouldBeFalse();
        Matches($"NOT ({expression})").ShouldBeFalse();
    }

    [Theory]
    [InlineData("missing = 1 AND a = 11", false)]
    [InlineData("missing = 1 OR a = 10", true)]
    [InlineData("NOT (missing = 1 AND a = 11)", true)]
    [InlineData("a = 10 OR missing = 1", true)]
    public void Matches_UnknownBesideWhatDecides_IsDecided(string expression, bool expected) => Matches(expression).ShouldBe(expected);

    [Theory]
    [InlineData("a = 1 OR a = 10 AND price = 3.5", true)]
    [InlineData("(a = 1 OR a = 10) AND price = 4", false)]
    [InlineData("a = 10 OR a = 1 AND price = 4", true)]
    [InlineData("NOT a = 1 AND price = 3.5", true)]
    [InlineData("NOT (a = 1 OR price = 3.5)", false)]
    [InlineData("NOT NOT a = 10", true)]
    [InlineData("((a) = 10)", null)]
    [InlineData("\t a\n=\r10 ", true)]
    [InlineData("a = 10 aNd nOt region = 'x' oR fAlSe", true)]
    public void Matches_Precedence(string expression, bool? expected)
    {
        if (expected is null)
            SqlFilter.TryParse(expression, out _, out _).ShouldBeFalse();
        else
            Matches(expression).ShouldBe(expected.Value);
    }

    [Theory]
    [InlineData(null, "position 1: expected a property expression, found none")]
    [InlineData("  ", "position 1: expected a property expression, found none")]
    [InlineData("a", "position 2: expected a comparison, BETWEEN, IN or IS, found the end")]
    [InlineData("a >", "position 4: expected a property or a constant, found the end")]
    [InlineData("a = = 1", "position 5: expected a property or a constant, found '='")]
    [InlineData("= 1", "position 1: expected a property, a constant, NOT or '(', found '='")]
    [InlineData("a = 1 b = 2", "position 7: expected AND, OR or the end, found 'b'")]
    [InlineData("a = 1 AND", "position 10: expected a property, a constant, NOT or '(', found the end")]
    [InlineData("(a = 1", "position 7: expected AND, OR or ')', found the end")]
    [InlineData("a = 1)", "position 6: expected AND, OR or the end, found ')'")]
    [InlineData("a = 'x", "position 5: the string has no closing quote")]
    [InlineData("a = \"x\"", "position 5: the character '\"' has no meaning here")]
    [InlineData("a + 1 = 2", "position 3: the character '+' has no meaning here")]
    [InlineData("a = 1.2.3", "position 5: '1.2.3' is no number")]
    [InlineData("a = 12x", "position 5: '12x' is no number")]
    [InlineData("a IS 1", "position 6: expected NULL or NOT NULL, found '1'")]
    [InlineData("a IS NOT 1", "position 10: expected NULL, found '1'")]
    [InlineData("1 IS NULL", "position 1: only a property can be NULL; found '1'")]
    [InlineData("a = NULL", "position 5: expected a property or a constant, found 'NULL'")]
    [InlineData("a NOT 1", "position 7: expected BETWEEN or IN, found '1'")]
    [InlineData("a BETWEEN 1", "position 12: expected AND, found the end")]
    [InlineData("a BETWEEN 5 AND 3", "position 11: BETWEEN needs the smaller number first; found '5' AND '3'")]
    [InlineData("a BETWEEN 'x' AND 3", "position 11: only numbers have an order: expected a number or a property, found the string 'x'")]
    [InlineData("a > 'x'", "position 5: only numbers have an order: expected a number or a property, found the string 'x'")]
    [InlineData("TRUE < a", "position 1: only numbers have an order: expected a number or a property, found 'TRUE'")]
    [InlineData("a IN 1", "position 6: expected '(', found '1'")]
    [InlineData("a IN ()", "position 7: expected a string or a number, found ')'")]
    [InlineData("a IN ('x' 'y')", "position 11: expected ',' or ')', found the string 'y'")]
    [InlineData("a IN (b)", "position 7: IN needs strings or numbers; found 'b'")]
    [InlineData("a IN (TRUE)", "position 7: IN needs strings or numbers; found 'TRUE'")]
    public void TryParse_Malformed_SaysWhereAndWhatWasExpected(string? expression, string fault)
    {
        SqlFilter.TryParse(expression, out var filter, out var said).ShouldBeFalse();

        said.ShouldBe(fault);
        filter.ShouldBeNull();
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void TryParse_Length_IsBounded(int characters, bool isRead)
    {
        var expression = "a = 10".PadRight(characters);

        SqlFilter.TryParse(expression, out _, out var fault).ShouldBe(isRead);

        (fault ?? "4096").ShouldContain("4096");
    }

    [Theory]
    [InlineData("(", ")", 64, true)]
    [InlineData("(", ")", 65, false)]
    [InlineData("NOT ", "", 64, true)]
    [InlineData("NOT ", "", 65, false)]
    public void TryParse_Depth_IsBounded(string before, string after, int depth, bool isRead)
    {
        var expression = string.Concat(Enumerable.Repeat(before, depth)) + "a = 10" + string.Concat(Enumerable.Repeat(after, depth));

        SqlFilter.TryParse(expression, out _, out var fault).ShouldBe(isRead);

        (fault ?? "more than 64").ShouldContain("more than 64");
    }

    [Fact]
    public void Matches_LongChain_IsEvaluated()
    {
        var expression = string.Join(" OR ", Enumerable.Range(0, 400).Select(number => $"a={number}"));

        Matches(expression).ShouldBeTrue();
    }

    private static bool Matches(string expression)
    {
        SqlFilter.TryParse(expression, out var filter, out var fault).ShouldBeTrue(fault);
        return filter.Matches(Properties);
    }
}
