namespace Engine.Broker.Pulling;

/// <summary>Pulls held on one queue.</summary>
internal sealed class HeldQueue
{
    private readonly Lock _lock = new();
    private readonly List<HeldPull> _pulls = [];
    private bool _isToEnd;

    /// <summary>True once it holds nothing and is not wanted any more; it takes no further pull then.</summary>
    private bool IsOver_NeedsLock => _isToEnd && _pulls.Count == 0;

    /// <summary>False when it is over.</summary>
    public bool TryAdd(HeldPull pull)
    {
        lock (_lock)
        {
            if (IsOver_NeedsLock)
            {
                return false;
            }

            _pulls.Add(pull);
            return true;
        }
    }

    /// <summary>False when the pull is not held here.</summary>
    public bool Remove(HeldPull pull, out bool isOver)
    {
        lock (_lock)
        {
            var wasHeld = _pulls.Remove(pull);
            isOver = IsOver_NeedsLock;
            return wasHeld;
        }
    }

    /// <summary>Its topic is deleted: it is over when the last pull has left; true when that is now.</summary>
    public bool End()
    {
        lock (_lock)
        {
            _isToEnd = true;
            return IsOver_NeedsLock;
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
