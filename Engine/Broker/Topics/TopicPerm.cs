namespace Engine.Broker.Topics;

/// <summary>Bits of a topic's permission. Mirrors PermName.</summary>
internal static class TopicPerm
{
    public const int Inherit = 1;
    public const int Write = 2;
    public const int Read = 4;
    public const int ReadWrite = Read | Write;

    public static bool IsReadable(int perm) => (perm & Read) != 0;

    public static bool IsWritable(int perm) => (perm & Write) != 0;

    public static bool IsInherited(int perm) => (perm & Inherit) != 0;
}
