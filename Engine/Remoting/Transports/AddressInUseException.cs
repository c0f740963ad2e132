namespace Engine.Remoting.Transports;

/// <summary>A listener could not be started because another one has the address.</summary>
internal sealed class AddressInUseException(string address)
    : IOException($"the address {address} is in use by another listener")
{
    /// <summary>"ip:port" that was asked for.</summary>
    public string Address { get; } = address;
}
