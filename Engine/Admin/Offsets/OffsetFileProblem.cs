namespace Engine.Admin.Offsets;

/// <summary>What is wrong with one place of an offset file.</summary>
/// <param name="Entry">Where, as "offsetTable.topic@group.queueId"; "file" for the whole.</param>
/// <param name="Text">What is wrong and how it is mended, one sentence.</param>
public sealed record OffsetFileProblem(string Entry, string Text);
