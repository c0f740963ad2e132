using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Members on a ring of 32-bit hashes, each at several places; two at one place: the later one has it. Immutable. Mirrors RocketMQ's
/// ConsistentHashRouter with its MD5Hash.
/// </summary>
internal sealed class HashRing
{
    private readonly uint[] _places;
    private readonly string[] _owners;

    public HashRing(IEnumerable<string> members, int placesEach)
    {
        var ring = new SortedDictionary<uint, string>();
        foreach (var member in members)
        {
            for (var place = 0; place < placesEach; place++)
            {
                ring[Hash(string.Create(null, $"{member}-{place}"))] = member;
            }
        }

        _places = [.. ring.Keys];
        _owners = [.. ring.Values];
    }

    /// <summary>The member at the key's place or at the next one behind it, round the end of the ring; null on an empty ring.</summary>
    public string? OwnerOf(string key)
    {
        if (_places.Length == 0)
        {
            return null;
        }

        var found = Array.BinarySearch(_places, Hash(key));
        var next = found >= 0 ? found : ~found;
        return _owners[next % _owners.Length];
    }

    /// <summary>The first four bytes of the MD5 of the text, big-endian.</summary>
    private static uint Hash(string text)
    {
        // Not a matter of security: every member, of whatever language, must find the same places.
        return BinaryPrimitives.ReadUInt32BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
