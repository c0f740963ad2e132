using Dashboard.Clusters;
using Engine.Admin;

namespace Dashboard.Components.Pages.Settings;

/// <summary>A cluster of the configuration and how it fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsEmbedded">Whether it runs in this process.</param>
/// <param name="IsReadOnly">Whether nobody may change anything.</param>
/// <param name="NameServers">Addresses, also when it does not answer.</param>
/// <param name="Brokers">Brokers that its name servers know.</param>
/// <param name="Problem">Why it does not answer; null when it does.</param>
internal sealed record ClusterLine(
    string Name, bool IsEmbedded, bool IsReadOnly, IReadOnlyList<string> NameServers, int Brokers, string? Problem)
{
    public static async Task<ClusterLine> ReadAsync(IClusterGateway gateway, CancellationToken cancellationToken)
    {
        var isEmbedded = gateway.Kind == ClusterKind.Embedded;
        try
        {
            var view = await gateway.GetClusterAsync(cancellationToken);
            return new ClusterLine(gateway.Name, isEmbedded, gateway.IsReadOnly, view.NameServers, view.Brokers.Count, null);
        }
        catch (AdminException exception)
        {
            return new ClusterLine(gateway.Name, isEmbedded, gateway.IsReadOnly, gateway.NameServers, 0, exception.Message);
        }
    }
}
