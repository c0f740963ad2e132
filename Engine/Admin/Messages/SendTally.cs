using Engine.Client.Producing;

namespace Engine.Admin.Messages;

/// <summary>Counts the sends of one order; safe for many threads.</summary>
internal sealed class SendTally(int wanted)
{
    private readonly Lock _lock = new();
    private int _sent;
    private SendResult? _last;
    private string? _error;
    private bool _hopeless;

    /// <summary>A refusal came that every further send would meet.</summary>
    public bool IsHopeless
    {
        get
        {
            lock (_lock)
            {
                return _hopeless;
            }
        }
    }

    public void Stored(SendResult result)
    {
        lock (_lock)
        {
            _sent++;
            _last = result;
        }
    }

    public void Refused(string error, bool hopeless)
    {
        lock (_lock)
        {
            _error = error;
            _hopeless |= hopeless;
        }
    }

    public SendSummary Summary()
    {
        lock (_lock)
        {
            return new SendSummary(_sent, wanted - _sent, _last, _error);
        }
    }
}
