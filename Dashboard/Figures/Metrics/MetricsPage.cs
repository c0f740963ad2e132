using System.IO.Pipelines;
using Dashboard.Clusters;
using Dashboard.Configuration;
using Dashboard.Figures.Sampling;
using Engine.Admin.Clusters;
using Engine.Admin.Members;
using Microsoft.Extensions.Options;

namespace Dashboard.Figures.Metrics;

/// <summary>
/// The page that Prometheus reads. Groups and topics come from the newest sample, so that a scrape reads nothing; what clients and
/// brokers say of themselves is asked at most every 10 s, whoever scrapes.
/// </summary>
internal sealed partial class MetricsPage : IAsyncDisposable
{
    private static readonly MetricFamily[] Families =
        [.. GroupFamilies.All, .. TopicFamilies.All, .. ClientFamilies.All, .. BrokerFamilies.All, .. TrafficFamilies.All];

    private readonly ClusterSamplers _samplers;
    private readonly MetricsOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<MetricsPage> _logger;
    private readonly Source[] _clusters;
    private int _isCut;

    public MetricsPage(
        ClusterRegistry registry,
        ClusterSamplers samplers,
        IOptions<ConsoleOptions> options,
        TimeProvider timeProvider,
        ILogger<MetricsPage> logger)
    {
        (_samplers, _options, _timeProvider, _logger) = (samplers, options.Value.Metrics, timeProvider, logger);
        _clusters =
        [
            .. registry.Clusters.Select(gateway => new Source(
                gateway,
                new PacedRead<ClientList>($"the clients of {gateway.Name}", gateway.ReadClientsAsync, timeProvider, logger),
                new PacedRead<IReadOnlyList<BrokerRuntime>>(
                    $"what the brokers of {gateway.Name} say", gateway.ReadRuntimesAsync, timeProvider, logger),
                new PacedRead<IReadOnlyList<TrafficFigures>>(
                    $"what the brokers of {gateway.Name} count", token => ReadTrafficAsync(gateway, token), timeProvider, logger))),
        ];
    }

    /// <summary>Writes every series whose value is known. Ends early with the token.</summary>
    internal async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(_clusters.Select(cluster => ReadAsync(cluster, cancellationToken))).ConfigureAwait(false);
        var writer = new MetricsWriter(output, _options.MaxSeries);
        foreach (var family in _options.PerQueue ? [.. Families, .. QueueFamilies.All] : Families)
            await writer.WriteAsync(family, known, cancellationToken).ConfigureAwait(false);

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isCut, writer.IsCut ? 1 : 0) == 0 && writer.IsCut)
            LogCut(_options.MaxSeries);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await cluster.Clients.DisposeAsync().ConfigureAwait(false);
            await cluster.Brokers.DisposeAsync().ConfigureAwait(false);
            await cluster.Traffic.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<ClusterMetrics> ReadAsync(Source source, CancellationToken cancellationToken)
    {
        var name = source.Gateway.Name;
        if (!source.Gateway.IsReady)
            return new ClusterMetrics(name, Sample: null, Clients: null, Brokers: null);

        var clients = source.Clients.GetAsync(cancellationToken);
        var brokers = source.Brokers.GetAsync(cancellationToken);
        var traffic = source.Traffic.GetAsync(cancellationToken);
        await Task.WhenAll(clients, brokers, traffic).ConfigureAwait(false);
        var sample = FindSample(name);
        return new ClusterMetrics(name, sample, await clients.ConfigureAwait(false), await brokers.ConfigureAwait(false))
        {
            // Counters of a broker outlive what they count: topics and groups that are gone are not shown.
            Traffic = sample is null ? [] : await traffic.ConfigureAwait(false) ?? [],
        };
    }

    private ClusterSample? FindSample(string cluster) =>
        _samplers.Get(cluster).Latest is { } sample && _timeProvider.GetElapsedTime(sample.TakenAt) <= MetricsLimits.OldestSample
            ? sample
            : null;

    private Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IClusterGateway gateway, CancellationToken cancellationToken)
    {
        var keys = TrafficFamilies.KeysOf(new ClusterMetrics(gateway.Name, FindSample(gateway.Name), Clients: null, Brokers: null));
        return keys.Count == 0
            ? Task.FromResult<IReadOnlyList<TrafficFigures>>([])
            : gateway.ReadTrafficAsync(keys, cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "/metrics has reached its {MaxSeries} series (Console:Metrics:MaxSeries) and leaves out the rest, those per queue first. "
            + "Raise it, or switch the ones per queue off with Console:Metrics:PerQueue.")]
    private partial void LogCut(int maxSeries);

    private sealed record Source(
        IClusterGateway Gateway,
        PacedRead<ClientList> Clients,
        PacedRead<IReadOnlyList<BrokerRuntime>> Brokers,
        PacedRead<IReadOnlyList<TrafficFigures>> Traffic);
}
