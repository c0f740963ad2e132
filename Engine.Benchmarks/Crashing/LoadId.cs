using System.Globalization;

namespace Engine.Benchmarks.Crashing;

/// <summary>Names one message of the load; everything else about it follows from its name, so that any record can be checked.</summary>
/// <param name="Process">Number of the process that sent it, from 1.</param>
/// <param name="Sender">Number of the sender in it.</param>
/// <param name="Call">Number of the sender's call, from 0.</param>
/// <param name="Index">Place in the call's batch.</param>
internal readonly record struct LoadId(int Process, int Sender, int Call, int Index)
{
    private const int PartDigits = 8;

    /// <summary>The unique key of its message: 32 hexadecimal digits.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Process:X8}{Sender:X8}{Call:X8}{Index:X8}");

    /// <summary>A number that looks like chance and is the same at every run.</summary>
    internal ulong Mixed => Mix(((ulong)Process << 40) ^ ((ulong)Sender << 32) ^ ((ulong)Call << 8) ^ (ulong)Index);

    internal static bool TryParse(ReadOnlySpan<char> key, out LoadId id)
    {
        id = default;
        Span<int> parts = stackalloc int[4];
        if (key.Length != parts.Length * PartDigits)
            return false;

        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(key.Slice(i * PartDigits, PartDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out parts[i]))
                return false;
        }

        id = new LoadId(parts[0], parts[1], parts[2], parts[3]);
        return true;
    }

    /// <summary>SplitMix64.</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
