using Engine.Protocol;
using Engine.Remoting.Connections;

namespace Engine.Tests.Broker.Pulling;

/// <summary>A connection that does something when it is first looked up in a table: between the reading of a pull and its hold.</summary>
internal sealed class ActingConnection(Action act) : IConnection
{
    private Action? _act = act;

    public string LocalAddress => BrokerHarness.Address;

    public string RemoteAddress => "127.0.0.1:40999";

    public bool IsOpen => true;

    public CancellationToken Closed => CancellationToken.None;

    public override int GetHashCode()
    {
        Interlocked.Exchange(ref _act, null)?.Invoke();
        return 1;
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public Task<RemotingCommand> CallAsync(RemotingCommand request, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask SendOneWayAsync(RemotingCommand request, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Close(string reason)
    {
    }
}
