using System.Text;

namespace Engine.Store.Queues;

/// <summary>Topics of records as strings. A log names few topics very often: one string for each of the latest. One thread.</summary>
internal sealed class TopicStrings
{
    private readonly string?[] _topics = new string?[256];

    internal string Of(ReadOnlySpan<byte> utf8)
    {
        ref var slot = ref _topics[(utf8.Length + (utf8.IsEmpty ? 0 : 31 * utf8[^1])) % _topics.Length];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Encoding.UTF8.GetString(utf8);
        }

        return slot;
    }
}
