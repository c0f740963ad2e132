namespace Engine.Admin.Subscriptions;

/// <summary>In what members of one group differ.</summary>
public enum SubscriptionDifferenceKind
{
    /// <summary>Not all subscribe the topic.</summary>
    Topic,

    /// <summary>All subscribe the topic, by different expressions.</summary>
    Expression,

    /// <summary>Some are pushed to, some pull by themselves.</summary>
    ConsumeType,

    /// <summary>Some share the queues, some each read all.</summary>
    MessageModel,

    /// <summary>Some consume in order, some do not.</summary>
    Order,
}
