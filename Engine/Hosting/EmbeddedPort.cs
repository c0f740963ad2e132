using System.Globalization;

namespace Engine.Hosting;

/// <summary>A TCP port that a node listens on.</summary>
/// <param name="Key">The configuration key that chose it.</param>
/// <param name="Endpoint">"ip:port" to bind.</param>
/// <param name="IsSecond">Whether it is a broker's "VIP" port, which serves no pulls.</param>
/// <param name="Slave">Id of the slave whose port it is; 0 = none's.</param>
internal readonly record struct EmbeddedPort(string Key, string Endpoint, bool IsSecond, int Slave = 0)
{
    /// <summary>How it follows from the configured port, for a message, with a space behind; empty for that port itself.</summary>
    public string Which
    {
        get
        {
            var (second, distance) = IsSecond ? ("second ", " - 2") : (string.Empty, string.Empty);
            return (IsSecond, Slave) switch
            {
                (false, 0) => string.Empty,
                (true, 0) => "its second port (port - 2) ",
                _ => string.Create(
                    CultureInfo.InvariantCulture,
                    $"the {second}port of slave {Slave} (port + {EmbeddedPorts.SlavePort(0, Slave)}{distance}) "),
            };
        }
    }
}
