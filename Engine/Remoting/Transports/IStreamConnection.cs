using System.IO.Pipelines;

namespace Engine.Remoting.Transports;

/// <summary>One connection of an <see cref="IStreamNetwork"/>. Its end shows as completed pipes, a fault of it as an IOException.</summary>
internal interface IStreamConnection : IDuplexPipe, IAsyncDisposable
{
    /// <summary>"ip:port" of the other side.</summary>
    string RemoteAddress { get; }
}
