using System.Globalization;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Tests.Architecture;
using Engine.Tests.Persistence;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Conformance;

/// <summary>docs/compatibility.md says of every request code what the registered handlers do.</summary>
public sealed class CompatibilityTableTests
{
    private static readonly string[] States = ["supported", "partly", "no"];

    [Fact]
    public void EveryRow_HasAStateAndSaysWhyWhenItIsNotSupported()
    {
        foreach (var row in Rows())
        {
            States.ShouldContain(row.State, $"state of {row.Code}");
            if (row.State != "supported")
                row.Note.ShouldNotBeEmpty($"{row.Code} is '{row.State}' and does not say why");
        }

        Rows().Select(row => row.Code).ShouldBeUnique();
    }

    [Fact]
    public async Task Table_SaysWhatIsRegistered()
    {
        using var folder = new TemporaryFolder();
        using var meter = new EngineMeter();
        var clock = new FakeTimeProvider();
        var tap = new DispatcherTap(clock);
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = folder.File("brokers"),
            ClientsFolder = folder.File("clients"),
            Brokers = { new EmbeddedBrokerOptions { Name = "broker-a" } },
        };
        await using var cluster = new EmbeddedCluster(options, clock, NullLoggerFactory.Instance, meter, tap);
        await cluster.StartAsync(CancellationToken.None);
        tap.Connected.Clear();
        await using var producer = cluster.CreateProducer(new ProducerOptions { Group = "producers" });
        await producer.StartAsync(CancellationToken.None);
        await producer.SendAsync(new Message { Topic = "TopicA", Body = new byte[] { 1 } }, CancellationToken.None);

        ShouldBeAsTold("name server", tap.At("127.0.0.1:9876"));
        ShouldBeAsTold("broker", tap.At("127.0.0.1:10911"));
        tap.Connected.TryPeek(out var client).ShouldBeTrue();
        ShouldBeAsTold("client", client);
    }

    private static void ShouldBeAsTold(string side, IDispatcher? dispatcher)
    {
        var told = Rows().Where(row => row.State != "no" && row.AnsweredBy.Split(", ").Contains(side)).Select(row => row.Code);
        var registered = dispatcher.ShouldBeOfType<RequestDispatcher>().Codes
            .Select(code => code.ToString(CultureInfo.InvariantCulture));

        registered.Order(StringComparer.Ordinal).ShouldBe(told.Order(StringComparer.Ordinal), $"codes that a {side} answers");
    }

    private static IEnumerable<(string Code, string AnsweredBy, string State, string Note)> Rows() =>
        File.ReadLines(Path.Combine(Repository.FindRoot(), "docs", "compatibility.md"))
            .Where(line => line.Length > 2 && line[0] == '|' && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1], cells[3], cells[4], cells[5]));
}
