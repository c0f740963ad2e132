using System.Diagnostics.Metrics;

namespace Engine.Diagnostics;

/// <summary>
/// The engine's one meter. Made through the host's factory where there is one, so that a listener sees only its own host's
/// measurements; owned by this object otherwise.
/// </summary>
internal sealed class EngineMeter : IDisposable
{
    public const string Name = "Engine";

    private readonly Meter? _owned;

    public EngineMeter(IMeterFactory? factory = null)
    {
        var meter = factory?.Create(Name) ?? (_owned = new Meter(Name));
        Remoting = new RemotingInstruments(meter);
        Store = new StoreInstruments(meter);
    }

    public RemotingInstruments Remoting { get; }

    public StoreInstruments Store { get; }

    public void Dispose() => _owned?.Dispose();
}
