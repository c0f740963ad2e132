namespace Engine.Broker.Pulling;

/// <summary>Pulls held on one queue.</summary>
internal sealed class HeldQueue
{
    private readonly Lock _lock = new();
    private readonly List<HeldPull> _pulls = [];

    public void Add(HeldPull pull)
    {
        lock (_lock)
        {
            _pulls.Add(pull);
        }
    }

    public bool Remove(HeldPull pull)
    {
        lock (_lock)
        {
            return _pulls.Remove(pull);
        }
    }

    /// <summary>The pulls that meet the condition.</summary>
    public List<HeldPull> Find<TState>(Func<HeldPull, TState, bool> condition, TState state)
    {
        lock (_lock)
        {
            var found = new List<HeldPull>();
            foreach (var pull in _pulls)
            {
                if (condition(pull, state))
                {
                    found.Add(pull);
                }
            }

            return found;
        }
    }

    /// <summary>Wakes the pulls that meet the condition; each leaves by itself.</summary>
    public void Wake<TState>(Func<HeldPull, TState, bool> condition, TState state)
    {
        foreach (var pull in Find(condition, state))
        {
            pull.Wake();
        }
    }
}
