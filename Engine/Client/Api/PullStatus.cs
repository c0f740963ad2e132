namespace Engine.Client.Api;

/// <summary>How a pull went. Mirrors RocketMQ's PullStatus.</summary>
internal enum PullStatus
{
    Found,
    NoNewMessage,
    NoMatchedMessage,
    OffsetIllegal,
}
