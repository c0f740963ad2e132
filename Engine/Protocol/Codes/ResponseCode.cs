namespace Engine.Protocol.Codes;

/// <summary>How a request went. Mirrors RocketMQ's ResponseCode.</summary>
internal static class ResponseCode
{
    public const int Success = 0;

    public const int SystemError = 1;

    public const int SystemBusy = 2;

    public const int RequestCodeNotSupported = 3;

    public const int FlushDiskTimeout = 10;

    public const int SlaveNotAvailable = 11;

    public const int FlushSlaveTimeout = 12;

    public const int MessageIllegal = 13;

    public const int ServiceNotAvailable = 14;

    public const int NoPermission = 16;

    public const int TopicNotExist = 17;

    public const int PullNotFound = 19;

    public const int PullRetryImmediately = 20;

    public const int PullOffsetMoved = 21;

    public const int QueryNotFound = 22;

    public const int SubscriptionParseFailed = 23;

    public const int SubscriptionNotExist = 24;

    public const int SubscriptionNotLatest = 25;

    public const int SubscriptionGroupNotExist = 26;

    public const int ConsumerNotOnline = 206;

    public const int ConsumeMessageTimeout = 207;

    public const int FlowControl = 215;
}
