namespace Engine.Tests.Architecture;

/// <summary>The length of one thing and where it is, <c>path:line name</c>.</summary>
internal readonly record struct Measured(string Place, int Lines);
