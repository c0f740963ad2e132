using Engine.Benchmarks.Running;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Wiring;

/// <summary>What the figures of the mode share.</summary>
/// <param name="Folder">Where the servers keep their data.</param>
/// <param name="Figures">Takes the figures.</param>
/// <param name="Notes">Takes everything for people.</param>
/// <param name="Loggers">Takes what the clients say.</param>
internal sealed record WireRun(WorkFolder Folder, FigureWriter Figures, TextWriter Notes, ILoggerFactory Loggers)
{
    internal TcpTransport NewTransport() =>
        new(new TcpSettings(new TcpOptions(), TimeProvider.System, Loggers.CreateLogger<TcpTransport>()));

    internal RemotingClient NewClient(TcpTransport transport) =>
        new(transport, NewDispatcher(), TimeProvider.System, Loggers.CreateLogger<RemotingClient>());

    internal RequestDispatcher NewDispatcher() => new([], Loggers.CreateLogger<RequestDispatcher>(), TimeProvider.System);
}
