namespace Engine.Protocol.Codes;

/// <summary>What a request asks for. Mirrors RocketMQ's RequestCode; 30001 and above are our own.</summary>
internal static class RequestCode
{
    public const int SendMessage = 10;

    public const int PullMessage = 11;

    public const int QueryMessage = 12;

    public const int QueryConsumerOffset = 14;

    public const int UpdateConsumerOffset = 15;

    public const int UpdateAndCreateTopic = 17;

    public const int UpdateAndCreateTopicList = 18;

    public const int GetAllTopicConfig = 21;

    public const int UpdateBrokerConfig = 25;

    public const int GetBrokerConfig = 26;

    public const int GetBrokerRuntimeInfo = 28;

    public const int SearchOffsetByTimestamp = 29;

    public const int GetMaxOffset = 30;

    public const int GetMinOffset = 31;

    public const int GetEarliestMsgStoreTime = 32;

    public const int ViewMessageById = 33;

    public const int HeartBeat = 34;

    public const int UnregisterClient = 35;

    public const int ConsumerSendMsgBack = 36;

    public const int EndTransaction = 37;

    public const int GetConsumerListByGroup = 38;

    public const int CheckTransactionState = 39;

    public const int NotifyConsumerIdsChanged = 40;

    public const int LockBatchMq = 41;

    public const int UnlockBatchMq = 42;

    public const int GetAllConsumerOffset = 43;

    public const int GetAllDelayOffset = 45;

    public const int CheckClientConfig = 46;

    public const int PutKvConfig = 100;

    public const int GetKvConfig = 101;

    public const int DeleteKvConfig = 102;

    public const int RegisterBroker = 103;

    public const int UnregisterBroker = 104;

    public const int GetRouteInfoByTopic = 105;

    public const int GetBrokerClusterInfo = 106;

    public const int UpdateAndCreateSubscriptionGroup = 200;

    public const int GetAllSubscriptionGroupConfig = 201;

    public const int GetTopicStatsInfo = 202;

    public const int GetConsumerConnectionList = 203;

    public const int GetProducerConnectionList = 204;

    public const int WipeWritePermOfBroker = 205;

    public const int GetAllTopicListFromNameServer = 206;

    public const int DeleteSubscriptionGroup = 207;

    public const int GetConsumeStats = 208;

    public const int DeleteTopicInBroker = 215;

    public const int DeleteTopicInNameServer = 216;

    public const int RegisterTopicInNameServer = 217;

    public const int GetKvListByNamespace = 219;

    public const int ResetConsumerClientOffset = 220;

    public const int GetConsumerStatusFromClient = 221;

    public const int InvokeBrokerToResetOffset = 222;

    public const int InvokeBrokerToGetConsumerStatus = 223;

    public const int GetTopicsByCluster = 224;

    public const int UpdateAndCreateSubscriptionGroupList = 225;

    public const int QueryTopicConsumeByWho = 300;

    public const int QueryConsumeTimeSpan = 303;

    public const int GetSystemTopicListFromNameServer = 304;

    public const int GetSystemTopicListFromBroker = 305;

    public const int CleanExpiredConsumeQueue = 306;

    public const int GetConsumerRunningInfo = 307;

    public const int QueryCorrectionOffset = 308;

    public const int ConsumeMessageDirectly = 309;

    public const int SendMessageV2 = 310;

    public const int GetUnitTopicList = 311;

    public const int GetHasUnitSubTopicList = 312;

    public const int GetHasUnitSubUnUnitTopicList = 313;

    public const int CloneGroupOffset = 314;

    public const int ViewBrokerStatsData = 315;

    public const int CleanUnusedTopic = 316;

    public const int GetBrokerConsumeStats = 317;

    public const int UpdateNameServerConfig = 318;

    public const int GetNameServerConfig = 319;

    public const int SendBatchMessage = 320;

    public const int QueryConsumeQueue = 321;

    public const int QueryDataVersion = 322;

    public const int ResumeCheckHalfMessage = 323;

    public const int SendReplyMessage = 324;

    public const int SendReplyMessageV2 = 325;

    public const int PushReplyMessageToClient = 326;

    public const int AddWritePermOfBroker = 327;

    public const int GetAllProducerInfo = 328;

    public const int DeleteExpiredCommitLog = 329;

    public const int QueryTopicsByConsumer = 343;

    public const int QuerySubscriptionByConsumer = 345;

    public const int GetTopicConfig = 351;

    public const int GetSubscriptionGroupConfig = 352;

    public const int LitePullMessage = 361;

    public const int GetBrokerMemberGroup = 901;

    public const int BrokerHeartbeat = 904;

    public const int GetBrokerHaStatus = 907;

    /// <summary>Ours: one consistent read of queue bounds, consumer offsets and owners.</summary>
    public const int GetQueueProgress = 30001;

    /// <summary>Ours: held until something in the scope changed.</summary>
    public const int AwaitChange = 30002;
}
