using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Protocol.Filters;

/// <summary>What is compared: a property of the message, or a constant.</summary>
internal sealed class SqlOperand
{
    private readonly SqlValueKind _kind;
    private readonly byte[] _text = [];
    private readonly long _whole;
    private readonly double _fraction;

    private SqlOperand(SqlValueKind kind, string text, long whole, double fraction)
    {
        _kind = kind;
        _text = Encoding.UTF8.GetBytes(text);
        _whole = whole;
        _fraction = fraction;
    }

    public bool IsProperty => _kind == SqlValueKind.Missing;

    public bool IsNumber => _kind is SqlValueKind.Whole or SqlValueKind.Fraction;

    public static SqlOperand Property(string name) => new(SqlValueKind.Missing, name, 0, 0);

    public static SqlOperand Text(string text) => new(SqlValueKind.Text, text, 0, 0);

    public static SqlOperand Whole(long number) => new(SqlValueKind.Whole, "", number, 0);

    public static SqlOperand Fraction(double number) => new(SqlValueKind.Fraction, "", 0, number);

    public static SqlOperand Truth(bool value) => new(SqlValueKind.Truth, "", value ? 1 : 0, 0);

    /// <summary>The value for a message; of a constant always the same.</summary>
    /// <param name="properties">The message's property string in UTF-8.</param>
    public SqlValue Read(ReadOnlySpan<byte> properties) => _kind switch
    {
        SqlValueKind.Text => SqlValue.Text(_text),
        SqlValueKind.Whole => SqlValue.Whole(_whole),
        SqlValueKind.Fraction => SqlValue.Fraction(_fraction),
        SqlValueKind.Truth => SqlValue.Truth(_whole != 0),
        _ => PropertyString.TryGetValue(properties, _text, out var value) ? SqlValue.Text(value) : SqlValue.Missing,
    };
}
