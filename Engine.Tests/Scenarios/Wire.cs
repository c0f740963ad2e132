namespace Engine.Tests.Scenarios;

/// <summary>What is between the nodes of a scenario.</summary>
public enum Wire
{
    /// <summary>Nothing: command objects are handed over.</summary>
    InProcess,

    /// <summary>The frame codec: every command passes through its bytes.</summary>
    Codec,

    /// <summary>The same, and the nodes know only what those of RocketMQ 4.9 know.</summary>
    Foreign49,

    /// <summary>The same with what 5.x knows: it sets one queue by itself.</summary>
    Foreign53,
}
