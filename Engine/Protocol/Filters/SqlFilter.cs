using System.Diagnostics.CodeAnalysis;

namespace Engine.Protocol.Filters;

/// <summary>
/// A property expression (SQL92) that was read and can be asked about messages. A comparison with a missing property is unknown, and
/// only what is true passes. Immutable. Mirrors SqlFilter and the expressions of RocketMQ's filter module.
/// </summary>
internal sealed class SqlFilter
{
    /// <summary>Characters an expression may have.</summary>
    public const int MostCharacters = 4096;

    private readonly SqlCondition _condition;

    private SqlFilter(SqlCondition condition) => _condition = condition;

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="fault">Where it is wrong and what was expected there.</param>
    public static bool TryParse(
        string? expression, [NotNullWhen(true)] out SqlFilter? filter, [NotNullWhen(false)] out string? fault)
    {
        filter = null;
        if (string.IsNullOrWhiteSpace(expression))
        {
            fault = "position 1: expected a property expression, found none";
            return false;
        }

        if (expression.Length > MostCharacters)
        {
            fault = $"the expression has {expression.Length} characters, at most {MostCharacters} are allowed";
            return false;
        }

        try
        {
            filter = new SqlFilter(new SqlParser(expression).Parse());
            fault = null;
            return true;
        }
        catch (SqlSyntaxException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    /// <summary>Whether a message passes.</summary>
    /// <param name="properties">Its property string in UTF-8.</param>
    public bool Matches(ReadOnlySpan<byte> properties) => _condition.Evaluate(properties) == true;
}
