using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Engine.Diagnostics;
using Engine.Tests.Architecture;

namespace Engine.Tests.Diagnostics;

public sealed partial class MeasurementListTests
{
    [Fact]
    public void Document_EachInstrument_IsListedWithItsKindAndUnit()
    {
        var text = File.ReadAllText(Path.Combine(Repository.FindRoot(), "docs", "metrics.md"));

        var listed = Row().Matches(text).Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}");

        listed.ShouldBe(Instruments().Select(instrument => $"{instrument.Name}: {KindOf(instrument)}"), ignoreOrder: true);
    }

    [Fact]
    public void Instruments_All_HaveADescriptionAndAUnit() =>
        Instruments().Where(instrument => string.IsNullOrEmpty(instrument.Description) || string.IsNullOrEmpty(instrument.Unit))
            .Select(instrument => instrument.Name)
            .ShouldBeEmpty();

    private static List<Instrument> Instruments()
    {
        using var factory = new OwnMeters();
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, factory.Made))
                    found.Add(instrument);
            },
        };
        using var meter = new EngineMeter(factory);
        listener.Start();
        return found;
    }

    // A count of things has no unit worth a word.
    private static string KindOf(Instrument instrument)
    {
        var kind = instrument.GetType().Name switch
        {
            "Counter`1" or "ObservableCounter`1" => "counter",
            "ObservableGauge`1" => "gauge",
            "Histogram`1" => "histogram",
            var other => throw new InvalidOperationException($"{instrument.Name} is a {other}, for which the document has no word."),
        };
        return instrument.Unit is ['{', ..] ? kind : $"{kind}, {instrument.Unit}";
    }

    [GeneratedRegex(@"^\| `(engine\.[a-z_.]+)` \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private sealed class OwnMeters : IMeterFactory
    {
        internal Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new Meter(options);

        public void Dispose() => Made?.Dispose();
    }
}
