using System.Globalization;
using System.Text;
using Engine.Protocol.Filters;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Filters;

/// <summary>Random expressions against a second, naive evaluation of the same tree, and random text against the parser.</summary>
public sealed class SqlFilterLawsTests
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Values = ["1", "2", "2.5", "x", "y", "true", "FALSE"];

    [Fact]
    public void Matches_AnyExpression_IsWhatItsTreeSays() =>
        Prop.ForAll(Trees(4).ToArbitrary(), Messages().ToArbitrary(), (tree, message) =>
        {
            SqlFilter.TryParse(tree.Text, out var filter, out var fault).ShouldBeTrue($"{tree.Text}: {fault}");
            filter.Matches(Encode(message)).ShouldBe(tree.Value(message) == true, tree.Text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Matches_Opposite_NeverBoth() =>
        Prop.ForAll(Trees(3).ToArbitrary(), Messages().ToArbitrary(), (tree, message) =>
        {
            SqlFilter.TryParse(tree.Text, out var filter, out _).ShouldBeTrue();
            SqlFilter.TryParse($"NOT ({tree.Text})", out var opposite, out _).ShouldBeTrue();
            (filter.Matches(Encode(message)) && opposite.Matches(Encode(message))).ShouldBeFalse(tree.Text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_IsReadOrRefusedWithAPositionAndNothingElse()
    {
        var words = Gen.Elements(
            "a", "b1", "AND", "or", "NOT", "IS", "NULL", "IN", "BETWEEN", "TRUE", "(", ")", ",", "=", "<>", "<", ">=", "'x'", "'", "1",
            "-2.5", "1e", "+", "§", "\"", ";", "''", "\u0001");
        Prop.ForAll(words.ListOf().ToArbitrary(), list =>
        {
            var text = string.Join(' ', list);
            if (!SqlFilter.TryParse(text, out var filter, out var fault))
                fault.ShouldStartWith("position ");
            else
                filter.Matches(Encode([]));
        }).QuickCheckThrowOnFailure();
    }

    private static byte[] Encode(Dictionary<string, string> message) => Encoding.UTF8.GetBytes(PropertyString.Encode(message));

    private static Gen<Dictionary<string, string>> Messages() =>
        Gen.Elements(Values.Append(null)).ArrayOf(Names.Length).Select(values => Names
            .Zip(values)
            .Where(pair => pair.Second is not null)
            .ToDictionary(pair => pair.First, pair => pair.Second!));

    private static Gen<Tree> Trees(int depth)
    {
        if (depth == 0)
            return Leaves();

        var parts = Trees(depth - 1);
        return Gen.OneOf(
            Leaves(),
            parts.Select(part => new Tree($"NOT ({part.Text})", message => !part.Value(message))),
            parts.Two().Select(two => new Tree($"({two.Item1.Text}) AND ({two.Item2.Text})", message => And(two, message))),
            parts.Two().Select(two => new Tree($"({two.Item1.Text}) or ({two.Item2.Text})", message => Or(two, message))));
    }

    private static Gen<Tree> Leaves()
    {
        var name = Gen.Elements(Names);
        var number = Gen.Elements("1", "2", "2.5", "-3");
        var sign = Gen.Elements("=", "<>", "<", "<=", ">", ">=");
        return Gen.OneOf(
            name.Zip(sign).Zip(number).Select(leaf => Compare(leaf.Item1.Item1, leaf.Item1.Item2, leaf.Item2)),
            name.Zip(Gen.Elements("x", "y", "2")).Select(leaf => new Tree(
                $"{leaf.Item1} = '{leaf.Item2}'", message => Find(message, leaf.Item1) is { } value ? value == leaf.Item2 : null)),
            name.Zip(Gen.Elements("x", "2")).Select(leaf => new Tree(
                $"{leaf.Item1} IN ('{leaf.Item2}', 'y')",
                message => Find(message, leaf.Item1) is { } value ? value == leaf.Item2 || value == "y" : null)),
            name.Select(leaf => new Tree($"{leaf} IS NULL", message => Find(message, leaf) is null)),
            name.Select(leaf => new Tree(
                $"{leaf} = TRUE", message => bool.TryParse(Find(message, leaf), out var truth) ? truth : null)));
    }

    private static Tree Compare(string name, string sign, string number) => new($"{name} {sign} {number}", message =>
    {
        if (!double.TryParse(Find(message, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return null;

        var other = double.Parse(number, CultureInfo.InvariantCulture);
        return sign switch
        {
            "=" => value == other,
            "<>" => value != other,
            "<" => value < other,
            "<=" => value <= other,
            ">" => value > other,
            _ => value >= other,
        };
    });

    private static string? Find(Dictionary<string, string> message, string name) => message.GetValueOrDefault(name);

    private static bool? And((Tree, Tree) two, Dictionary<string, string> message) => two.Item1.Value(message) & two.Item2.Value(message);

    private static bool? Or((Tree, Tree) two, Dictionary<string, string> message) => two.Item1.Value(message) | two.Item2.Value(message);

    private sealed record Tree(string Text, Func<Dictionary<string, string>, bool?> Value);
}
