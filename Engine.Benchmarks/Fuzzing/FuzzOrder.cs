using System.Globalization;
using System.Security.Cryptography;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>What a run of the fuzzer is told to do.</summary>
/// <param name="Frames">How many damaged frames are sent.</param>
/// <param name="Seed">Decides the damage.</param>
internal sealed record FuzzOrder(int Frames, int Seed)
{
    private const string FramesWord = "--frames";
    private const string SeedWord = "--seed";
    private const int DefaultFrames = 5_000_000;

    /// <summary>Reads the words behind the mode.</summary>
    /// <exception cref="FormatException">One of them is unknown or no number; the message says which.</exception>
    internal static FuzzOrder Parse(IReadOnlyList<string> words)
    {
        var order = new FuzzOrder(DefaultFrames, RandomNumberGenerator.GetInt32(int.MaxValue));
        for (var at = 0; at < words.Count; at += 2)
        {
            order = words[at] switch
            {
                FramesWord => order with { Frames = Number(words, at, least: 1) },
                SeedWord => order with { Seed = Number(words, at, least: 0) },
                var unknown => throw new FormatException($"There is no option '{unknown}'; there are: {FramesWord} N, {SeedWord} S."),
            };
        }

        return order;
    }

    private static int Number(IReadOnlyList<string> words, int at, int least) =>
        at + 1 < words.Count
        && int.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
            ? number
            : throw new FormatException($"Behind {words[at]} belongs a whole number, {least} to {int.MaxValue}.");
}
