using System.Globalization;
using System.Security.Cryptography;

namespace Engine.Benchmarks.Soaking;

/// <summary>What a run of the soak is told to do.</summary>
/// <param name="Time">How long members come and go and listeners fail.</param>
/// <param name="Seed">Decides who comes and goes when, how, and what fails; the threads' order stays chance.</param>
internal sealed record SoakOrder(TimeSpan Time, int Seed)
{
    private const string SecondsWord = "--seconds";
    private const string SeedWord = "--seed";
    private const string LongWord = "--long";
    private const int DefaultSeconds = 20;
    private const int LongSeconds = 600;
    private const int MostSeconds = 24 * 60 * 60;

    /// <summary>Reads the words behind the mode.</summary>
    /// <exception cref="FormatException">One of them is unknown or no number; the message says which.</exception>
    internal static SoakOrder Parse(IReadOnlyList<string> words)
    {
        var seconds = DefaultSeconds;
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case LongWord:
                    seconds = LongSeconds;
                    break;
                case SecondsWord:
                    seconds = Number(words, ref at, least: 1, MostSeconds);
                    break;
                case SeedWord:
                    seed = Number(words, ref at, least: 0, int.MaxValue);
                    break;
                default:
                    throw new FormatException($"There is no option '{words[at]}'; there are: {SecondsWord} N, {SeedWord} S, {LongWord}.");
            }
        }

        return new SoakOrder(TimeSpan.FromSeconds(seconds), seed);
    }

    private static int Number(IReadOnlyList<string> words, ref int at, int least, int most)
    {
        var word = words[at++];
        return at < words.Count
            && int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? number
                : throw new FormatException($"Behind {word} belongs a whole number, {least} to {most}.");
    }
}
