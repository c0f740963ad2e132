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

    /// <summary>Removes a folder with all in it; without effect when there is none.</summary>
    /// <exception cref="IOException">The system refused; at the latest the next <see cref="Finish"/> tries again.</exception>
    internal static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var doomed = folder + Doomed;
        if (Directory.Exists(doomed))
        {
            Directory.Delete(doomed, recursive: true);
        }

        Directory.Move(folder, doomed);
        Directory.Delete(doomed, recursive: true);
    }

    /// <summary>Removes what an interrupted removal left in a folder and in the folders in it.</summary>
    internal static void Finish(string root)
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var folder in Directory.GetDirectories(root))
        {
            if (folder.EndsWith(Doomed, StringComparison.Ordinal))
            {
                Directory.Delete(folder, recursive: true);
                continue;
            }

            // Folders of others (lost+found) are none of ours.
            var inside = TopicNames.Check(Path.GetFileName(folder)) is null ? Directory.GetDirectories(folder, "*" + Doomed) : [];
            foreach (var doomed in inside)
            {
                Directory.Delete(doomed, recursive: true);
            }
        }
    }
}
