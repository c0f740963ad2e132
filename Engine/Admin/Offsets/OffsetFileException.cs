using System.Globalization;

namespace Engine.Admin.Offsets;

/// <summary>
/// An offset file cannot be taken as it stands; nothing of it was applied. At most <see cref="MostTold"/> problems are told.
/// </summary>
/// <param name="problems">At least one.</param>
public sealed class OffsetFileException(IReadOnlyList<OffsetFileProblem> problems) : Exception(Summary(problems))
{
    /// <summary>How many problems are told apart.</summary>
    public const int MostTold = 20;

    /// <summary>A single problem.</summary>
    /// <param name="entry">Where.</param>
    /// <param name="text">What is wrong and how it is mended.</param>
    public OffsetFileException(string entry, string text)
        : this([new OffsetFileProblem(entry, text)])
    {
    }

    /// <summary>The first ones, in the order of the file.</summary>
    public IReadOnlyList<OffsetFileProblem> Problems { get; } = [.. problems.Take(MostTold)];

    private static string Summary(IReadOnlyList<OffsetFileProblem> problems)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems?.Count ?? 0, nameof(problems));
        var more = problems!.Count - 1;
        var rest = more == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" And {more} more.");
        return $"Nothing was changed: {problems[0].Entry}: {problems[0].Text}{rest}";
    }
}
