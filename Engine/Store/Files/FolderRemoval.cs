using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Store.Files;

/// <summary>
/// Removes folders of files as one: they get a name that stands for nothing first, so that a crash in between leaves no queue with a part
/// of its messages. The next start does the rest.
/// </summary>
internal static class FolderRemoval
{
    // Neither a topic nor a queue id may have a dot.
    private const string Doomed = ".deleted";

    private const int MostNames = 100;

    /// <summary>Removes a folder with all in it; without effect when there is none.</summary>
    /// <exception cref="FolderLeftException">It has its name no more, but is not empty; <see cref="TryEmpty"/> goes on.</exception>
    /// <exception cref="IOException">The system refused; the folder is as it was.</exception>
    internal static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var doomed = FreeName(folder);
        Directory.Move(folder, doomed);
        if (TryEmpty(doomed) is { } fault)
        {
            throw new FolderLeftException(doomed, fault);
        }
    }

    /// <summary>Removes what an interrupted removal left in a folder and in the folders in it.</summary>
    /// <returns>The folders that the system refuses to remove. They stand for nothing.</returns>
    internal static IReadOnlyList<string> Finish(string root)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        var left = new List<string>();
        foreach (var folder in Directory.GetDirectories(root))
        {
            // Folders of others (lost+found) are none of ours.
            string[] all = folder.EndsWith(Doomed, StringComparison.Ordinal) ? [folder]
                : TopicNames.Check(Path.GetFileName(folder)) is null ? Directory.GetDirectories(folder, "*" + Doomed)
                : [];
            left.AddRange(all.Where(doomed => TryEmpty(doomed) is not null));
        }

        return left;
    }

    /// <summary>Removes a folder that a removal left.</summary>
    /// <returns>Why it is still there; null when it is gone.</returns>
    internal static Exception? TryEmpty(string doomed)
    {
        try
        {
            if (Directory.Exists(doomed))
            {
                Directory.Delete(doomed, recursive: true);
            }

            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused;
        }
    }

    // What an earlier removal left must not be in the way of the next.
    private static string FreeName(string folder)
    {
        var name = folder + Doomed;
        for (var number = 2; TryEmpty(name) is { } fault; number++)
        {
            if (number > MostNames)
            {
                throw new IOException($"{folder} cannot be removed, what is left of earlier ones is in the way: {fault.Message}", fault);
            }

            name = string.Create(CultureInfo.InvariantCulture, $"{folder}.{number}{Doomed}");
        }

        return name;
    }
}
