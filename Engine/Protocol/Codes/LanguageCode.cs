namespace Engine.Protocol.Codes;

/// <summary>Implementation language of a peer, by its ordinal in the binary header. Mirrors RocketMQ's LanguageCode.</summary>
internal enum LanguageCode
{
    Java = 0,
    Cpp = 1,
    DotNet = 2,
    Python = 3,
    Delphi = 4,
    Erlang = 5,
    Ruby = 6,
    Other = 7,
    Http = 8,
    Go = 9,
    Php = 10,
    Oms = 11,
    Rust = 12,
    NodeJs = 13,
}
