namespace Engine.Admin.Clusters;

/// <summary>What one of several brokers said: a value, or why there is none.</summary>
internal readonly record struct BrokerOutcome<T>(BrokerEndpoint Broker, T? Value, AdminException? Failure)
    where T : class;
