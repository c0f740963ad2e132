namespace Dashboard.Changes;

/// <summary>Who asks for a change, and through what: "ui", "api" or "demo".</summary>
internal sealed record Actor(string Name, string Channel);
