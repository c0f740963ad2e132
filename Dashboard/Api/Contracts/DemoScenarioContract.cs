namespace Dashboard.Api.Contracts;

/// <summary>A situation that can be set up: what it is called, and in two sentences what to look at in which group.</summary>
internal sealed record DemoScenarioContract(string Id, string Title, string Look, string Group);
