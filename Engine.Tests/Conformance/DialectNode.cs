namespace Engine.Tests.Conformance;

/// <summary>
/// A value of a body in fastjson's dialect. The key of a member says how it was written: <c>"name"</c> quoted, <c>0</c> a bare number,
/// <c>{…}</c> an object with its members in order of their names.
/// </summary>
internal sealed record DialectNode(string? Text, IReadOnlyDictionary<string, DialectNode>? Members, IReadOnlyList<DialectNode>? Items)
{
    /// <summary>The same text for equal values.</summary>
    internal string Canonical =>
        Text
        ?? (Members is { } members
            ? $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => $"{member.Key}:{member.Value.Canonical}"))}}}"
            : $"[{string.Join(',', Items!.Select(item => item.Canonical))}]");
}
