using System.Buffers;

namespace Engine.Protocol.Messages;

/// <summary>The one rule for topic and group names, worded for people.</summary>
internal static class NameRule
{
    private static readonly SearchValues<char> Legal =
        SearchValues.Create("%|-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    internal static string? Check(string kind, string? name, int longest)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return $"The {kind} name must not be blank.";
        }

        if (name.Length > longest)
        {
            return $"The {kind} name has {name.Length} characters; at most {longest} are allowed.";
        }

        var illegal = name.AsSpan().IndexOfAnyExcept(Legal);
        return illegal < 0
            ? null
            : $"The {kind} name '{name}' contains '{name[illegal]}'; only letters, digits and the characters % | - _ are allowed.";
    }
}
