namespace Engine.Remoting.Codec;

/// <summary>How the header of a frame is written, by its type byte. Mirrors RocketMQ's SerializeType.</summary>
internal enum HeaderFormat : byte
{
    /// <summary>JSON text.</summary>
    Json = 0,

    /// <summary>RocketMQ's own binary layout; a code or version beyond 16 bits falls back to JSON.</summary>
    Binary = 1,
}
