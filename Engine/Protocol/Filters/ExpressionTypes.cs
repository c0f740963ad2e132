namespace Engine.Protocol.Filters;

/// <summary>Kinds of subscription expressions. Mirrors RocketMQ's ExpressionType.</summary>
internal static class ExpressionTypes
{
    public const string Tag = "TAG";
    public const string Sql92 = "SQL92";

    /// <summary>No type means tags.</summary>
    public static bool IsTag(string? type) => string.IsNullOrEmpty(type) || type == Tag;
}
