namespace Engine.Broker.Replication;

/// <summary>
/// Where a slave's master is: what its settings say, else what a name server answered its registration last. A master that left the name
/// servers keeps its place here. Any thread. Mirrors what BrokerController#doRegisterBrokerAll hands to SlaveSynchronize and HAService.
/// </summary>
internal sealed class MasterPlace(BrokerOptions options)
{
    private readonly Lock _lock = new();
    private volatile string? _address = options.MasterAddress;
    private volatile string? _haAddress = options.MasterHaAddress;
    private volatile bool _isAway;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>"ip:port" where the master answers requests; null while it is not known.</summary>
    public string? Address => _address;

    /// <summary>"ip:port" where the master serves slaves; null while it is not known.</summary>
    public string? HaAddress => _haAddress;

    /// <summary>Whether the last request to the master got no answer.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Completes with the next change of an address. Taken before the addresses are read, none is missed.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>
    /// Takes what a name server says. Nothing replaces a setting; an answer without an address, or with this broker's own, says nothing.
    /// </summary>
    public void Learn(string? address, string? haAddress)
    {
        if (address == options.Address)
        {
            return;
        }

        TaskCompletionSource changed;
        lock (_lock)
        {
            var (before, haBefore) = (_address, _haAddress);
            _address = options.MasterAddress ?? Told(address) ?? before;
            _haAddress = options.MasterHaAddress ?? Told(haAddress) ?? haBefore;
            if (_address == before && _haAddress == haBefore)
            {
                return;
            }

            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private static string? Told(string? address) => string.IsNullOrEmpty(address) ? null : address;
}
