using Engine.Admin.Members;

namespace Engine.Admin.Subscriptions;

/// <summary>What one member of a group says that it subscribes. Mirrors the subscription set of RocketMQ's ConsumerRunningInfo.</summary>
/// <param name="ClientId">Client id.</param>
/// <param name="ConsumeType">"push" or "pull"; null when it does not say.</param>
/// <param name="MessageModel">"clustering" or "broadcasting"; null when it does not say.</param>
/// <param name="Orderly">Whether it consumes in order; null when it does not say.</param>
/// <param name="Topics">By topic; null when it did not say.</param>
/// <param name="Problem">Why it did not say; null when it did.</param>
public sealed record MemberSubscriptions(
    string ClientId,
    string? ConsumeType,
    string? MessageModel,
    bool? Orderly,
    IReadOnlyList<SubscribedTopic>? Topics,
    string? Problem);
