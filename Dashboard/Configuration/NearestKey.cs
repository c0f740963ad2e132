namespace Dashboard.Configuration;

/// <summary>Which known key somebody meant who wrote another one. Pure.</summary>
internal static class NearestKey
{
    /// <summary>What a section that differs counts: a key in the wrong place is nearer than one of another name.</summary>
    private const int SectionCost = 1;

    /// <summary>The known key with the fewest letters to change; the first of several.</summary>
    internal static string Of(string key, IReadOnlyList<string> known) => known.MinBy(candidate => Distance(key, candidate))!;

    /// <summary>The name's own distance counts double, as sections are misplaced more often than they share a misspelling.</summary>
    private static int Distance(string key, string candidate)
    {
        var (written, meant) = (key.ToUpperInvariant().Split(':'), candidate.ToUpperInvariant().Split(':'));
        return (2 * Letters(written[^1], meant[^1])) + Sections(written[..^1], meant[..^1]);
    }

    private static int Sections(string[] written, string[] meant)
    {
        var shared = Math.Min(written.Length, meant.Length);
        var letters = Enumerable.Range(0, shared).Sum(index => Letters(written[index], meant[index]) > 0 ? SectionCost : 0);
        return letters + (SectionCost * Math.Abs(written.Length - meant.Length));
    }

    /// <summary>Letters to put in, take out or replace (Levenshtein).</summary>
    private static int Letters(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }

        return row[^1];
    }
}
