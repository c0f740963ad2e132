namespace Engine.Tests.Scenarios;

/// <summary>What is between the nodes of a scenario.</summary>
public enum Wire
{
    /// <summary>Nothing: command objects are handed over.</summary>
    InProcess,

    /// <summary>The frame codec: every command passes through its bytes.</summary>
    Codec,
}
