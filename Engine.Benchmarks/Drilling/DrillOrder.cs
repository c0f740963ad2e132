using System.Globalization;
using System.Security.Cryptography;

namespace Engine.Benchmarks.Drilling;

/// <summary>What a run of the drill is told to do.</summary>
/// <param name="Kills">How many nodes are killed and started again, one after the other.</param>
/// <param name="Seed">Decides which and when; the threads' order stays chance.</param>
/// <param name="IsLong">Whether a consumption gap that is too long fails the run: on a busy machine it says nothing.</param>
internal sealed record DrillOrder(int Kills, int Seed, bool IsLong)
{
    private const string KillsWord = "--kills";
    private const string SeedWord = "--seed";
    private const string LongWord = "--long";
    private const int DefaultKills = 10;
    private const int LongKills = 50;
    private const int MostKills = 100_000;

    /// <summary>Reads the words behind the mode.</summary>
    /// <exception cref="FormatException">One of them is unknown or no number; the message says which.</exception>
    internal static DrillOrder Parse(IReadOnlyList<string> words)
    {
        var order = new DrillOrder(DefaultKills, RandomNumberGenerator.GetInt32(int.MaxValue), IsLong: false);
        for (var at = 0; at < words.Count; at++)
        {
            order = words[at] switch
            {
                LongWord => order with { Kills = LongKills, IsLong = true },
                KillsWord => order with { Kills = Number(words, ref at, least: 1, MostKills) },
                SeedWord => order with { Seed = Number(words, ref at, least: 0, int.MaxValue) },
                _ => throw new FormatException($"There is no option '{words[at]}'; there are: {KillsWord} N, {SeedWord} S, {LongWord}."),
            };
        }

        return order;
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
