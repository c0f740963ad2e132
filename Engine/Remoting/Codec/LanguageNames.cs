using Engine.Protocol.Codes;

namespace Engine.Remoting.Codec;

/// <summary>The names of languages in a JSON header. Mirrors RocketMQ's LanguageCode.</summary>
internal static class LanguageNames
{
    private static readonly string[] Names =
        ["JAVA", "CPP", "DOTNET", "PYTHON", "DELPHI", "ERLANG", "RUBY", "OTHER", "HTTP", "GO", "PHP", "OMS", "RUST", "NODE_JS"];

    public static string Of(LanguageCode language) =>
        (int)language is var ordinal && ordinal >= 0 && ordinal < Names.Length ? Names[ordinal] : Names[(int)LanguageCode.Other];

    /// <summary>The language of a name; an unknown one is OTHER, as the sender may be newer than this list.</summary>
    public static LanguageCode Parse(string? name) =>
        Array.IndexOf(Names, name) is >= 0 and var ordinal ? (LanguageCode)ordinal : LanguageCode.Other;

    /// <summary>The language of an ordinal; an unknown one is OTHER.</summary>
    public static LanguageCode Parse(int ordinal) =>
        ordinal >= 0 && ordinal < Names.Length ? (LanguageCode)ordinal : LanguageCode.Other;
}
