using Engine.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>What every part of a TCP transport is made with.</summary>
/// <param name="Options">Limits.</param>
/// <param name="TimeProvider">Clock of time-outs and idle time.</param>
/// <param name="Logger">Takes closed connections and bad frames.</param>
/// <param name="Meter">Takes the measurements; null = none.</param>
internal sealed record TcpSettings(TcpOptions Options, TimeProvider TimeProvider, ILogger Logger, EngineMeter? Meter = null);
