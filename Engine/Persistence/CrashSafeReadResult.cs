using System.Text;

namespace Engine.Persistence;

/// <summary>What reading a <see cref="CrashSafeFile"/> gave.</summary>
/// <param name="Content">The bytes; empty when there is no file yet.</param>
/// <param name="Source">Which file they came from.</param>
/// <param name="Reason">Why the main file was not used; set when the source is the backup.</param>
internal sealed record CrashSafeReadResult(ReadOnlyMemory<byte> Content, CrashSafeSource Source, string? Reason)
{
    internal string Text => Encoding.UTF8.GetString(Content.Span);
}
