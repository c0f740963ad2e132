namespace Engine.Protocol.Codes;

/// <summary>Version ordinals of RocketMQ's MQVersion that decide something.</summary>
internal static class ProtocolVersion
{
    /// <summary>V4_9_8, the version this implementation speaks.</summary>
    public const int Current = 409;

    /// <summary>From here clients read routes in standard JSON, numbers among the keys quoted (V4_9_4).</summary>
    public const int StandardJsonRoutes = 401;

    /// <summary>From here a client's own maxReconsumeTimes is honoured (V3_4_9).</summary>
    public const int MaxReconsumeTimes = 121;

    /// <summary>Below this a client cannot be asked for its running information (V3_1_8_SNAPSHOT).</summary>
    public const int RunningInfo = 62;

    /// <summary>Below this a client understands no reset request (V3_0_7_SNAPSHOT).</summary>
    public const int ResetRequest = 28;
}
