namespace Engine.Protocol.Messages;

/// <summary>Adler-32, the checksum at the end of the zlib format; mirrors <c>java.util.zip.Adler32</c>. Pure.</summary>
internal static class Adler32
{
    private const uint Modulus = 65_521;

    /// <summary>So many bytes can be added before a sum outgrows 32 bits.</summary>
    private const int Run = 5552;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = 1;
        uint sumOfSums = 0;
        while (!bytes.IsEmpty)
        {
            var run = bytes[..Math.Min(Run, bytes.Length)];
            foreach (var one in run)
            {
                sum += one;
                sumOfSums += sum;
            }

            sum %= Modulus;
            sumOfSums %= Modulus;
            bytes = bytes[run.Length..];
        }

        return (sumOfSums << 16) | sum;
    }
}
