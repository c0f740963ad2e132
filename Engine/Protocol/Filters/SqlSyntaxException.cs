namespace Engine.Protocol.Filters;

/// <summary>A property expression is none; the message says where and what was expected.</summary>
internal sealed class SqlSyntaxException(int position, string fault) : FormatException($"position {position}: {fault}");
