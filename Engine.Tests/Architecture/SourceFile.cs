namespace Engine.Tests.Architecture;

/// <summary>One file of the repository.</summary>
/// <param name="Path">From the repository's root, with forward slashes: <c>Engine/Store/Log/CommitLog.cs</c>.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The first folder: <c>Engine</c>.</summary>
    internal string Project => Path[..Path.IndexOf('/')];

    /// <summary>The namespace its folder stands for: <c>Engine.Store.Log</c>.</summary>
    internal string Namespace => Path[..Path.LastIndexOf('/')].Replace('/', '.');

    /// <summary>The file's name without folders: <c>CommitLog.cs</c>.</summary>
    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    internal bool IsMarkup => Path.EndsWith(".razor", StringComparison.Ordinal);

    internal bool IsCodeBehind => Path.EndsWith(".razor.cs", StringComparison.Ordinal);

    internal string[] Lines => (Text.EndsWith('\n') ? Text[..^1] : Text).Split('\n');
}
