namespace Engine.Remoting.Codec;

/// <summary>Sizes of a frame: length, type with header length, header, body; numbers big-endian.</summary>
internal static class FrameLayout
{
    /// <summary>Largest frame with its length field (com.rocketmq.remoting.frameMaxLength).</summary>
    public const int MaxFrameBytes = 16_777_216;

    public const int LengthBytes = 4;

    /// <summary>Type byte and 24 bits of header length.</summary>
    public const int HeaderMarkBytes = 4;

    public const int PrefixBytes = LengthBytes + HeaderMarkBytes;

    public const int HeaderLengthMask = 0xFF_FFFF;

    public const int FormatShift = 24;
}
