namespace Engine.Protocol.Headers;

/// <summary>
/// The named parameters of one command. Travels as the object itself between parts of one process and as ext fields on a wire.
/// Mirrors RocketMQ's CommandCustomHeader.
/// </summary>
internal interface ICommandHeader
{
    /// <summary>Adds every field that has a value, under its wire name.</summary>
    void Write(ExtFieldsBuilder fields);
}

/// <summary>A header that can be read back from ext fields.</summary>
internal interface ICommandHeader<out TSelf> : ICommandHeader
    where TSelf : ICommandHeader<TSelf>
{
    /// <summary>Reads the header; a missing or malformed required field is a <see cref="CommandFieldException"/> that names it.</summary>
    static abstract TSelf Read(ExtFields fields);
}
