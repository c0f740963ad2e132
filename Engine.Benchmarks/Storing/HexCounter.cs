using System.Numerics;

namespace Engine.Benchmarks.Storing;

/// <summary>Counts in hexadecimal digits where they stand.</summary>
internal static class HexCounter
{
    /// <summary>Adds one; behind all F comes all 0.</summary>
    internal static void Advance<T>(Span<T> digits)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var digit = int.CreateTruncating(digits[i]);
            if (digit != 'F')
            {
                digits[i] = T.CreateTruncating(digit == '9' ? 'A' : digit + 1);
                return;
            }

            digits[i] = T.CreateTruncating('0');
        }
    }
}
