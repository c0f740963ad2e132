using System.Globalization;
using System.Text;

namespace Engine.Protocol.Filters;

/// <summary>
/// A value while an expression is evaluated. Properties are text; beside a number or a truth they are read as one. What cannot be read so
/// makes the comparison unknown (null), as a missing property does.
/// </summary>
internal readonly ref struct SqlValue
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly long _whole;
    private readonly double _fraction;

    private SqlValue(SqlValueKind kind, ReadOnlySpan<byte> text, long whole, double fraction)
    {
        Kind = kind;
        _text = text;
        _whole = whole;
        _fraction = fraction;
    }

    public static SqlValue Missing => default;

    public SqlValueKind Kind { get; }

    public static SqlValue Text(ReadOnlySpan<byte> utf8) => new(SqlValueKind.Text, utf8, 0, 0);

    public static SqlValue Whole(long number) => new(SqlValueKind.Whole, default, number, 0);

    public static SqlValue Fraction(double number) => new(SqlValueKind.Fraction, default, 0, number);

    public static SqlValue Truth(bool value) => new(SqlValueKind.Truth, default, value ? 1 : 0, 0);

    /// <summary>Whether both are the same; null when that is unknown.</summary>
    public static bool? AreEqual(SqlValue left, SqlValue right)
    {
        if (left.Kind == SqlValueKind.Missing || right.Kind == SqlValueKind.Missing)
        {
            return null;
        }

        if (left.Kind == SqlValueKind.Text && right.Kind == SqlValueKind.Text)
        {
            return left._text.SequenceEqual(right._text);
        }

        return left.Kind == SqlValueKind.Truth || right.Kind == SqlValueKind.Truth
            ? left.AsTruth() is { } one && right.AsTruth() is { } other ? one == other : null
            : Compare(left, right) is { } order ? order == 0 : null;
    }

    /// <summary>Which number is larger, as a comparison says it; null when one of them is no number.</summary>
    public static int? Compare(SqlValue left, SqlValue right)
    {
        left = left.AsNumber();
        right = right.AsNumber();
        if (left.Kind == SqlValueKind.Missing || right.Kind == SqlValueKind.Missing)
        {
            return null;
        }

        return left.Kind == SqlValueKind.Whole && right.Kind == SqlValueKind.Whole
            ? left._whole.CompareTo(right._whole)
            : left.AsFraction().CompareTo(right.AsFraction());
    }

    private double AsFraction() => Kind == SqlValueKind.Whole ? _whole : _fraction;

    /// <summary>The number a text spells; <see cref="Missing"/> for what is none.</summary>
    private SqlValue AsNumber()
    {
        if (Kind is SqlValueKind.Whole or SqlValueKind.Fraction)
        {
            return this;
        }

        if (Kind != SqlValueKind.Text)
        {
            return Missing;
        }

        if (long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return Whole(whole);
        }

        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(_text, styles, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction)
            ? Fraction(fraction)
            : Missing;
    }

    private bool? AsTruth() => Kind switch
    {
        SqlValueKind.Truth => _whole != 0,
        SqlValueKind.Text when Ascii.EqualsIgnoreCase(_text, "true"u8) => true,
        SqlValueKind.Text when Ascii.EqualsIgnoreCase(_text, "false"u8) => false,
        _ => null,
    };
}
