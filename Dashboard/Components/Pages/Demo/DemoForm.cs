using System.Globalization;
using Dashboard.Components.Controls;
using Dashboard.Demo;

namespace Dashboard.Components.Pages.Demo;

/// <summary>What is filled in for demo traffic; every start works with what stands there at first. Pure.</summary>
internal sealed class DemoForm
{
    public const string Concurrently = "concurrently";
    public const string Orderly = "orderly";
    public const string Broadcast = "broadcast";

    public string Topic { get; set; } = "demo-orders";

    public string Rate { get; set; } = "50";

    public string Size { get; set; } = "256";

    /// <summary>Empty: until stopped.</summary>
    public string Count { get; set; } = string.Empty;

    public string Group { get; set; } = "demo-group";

    public string Instances { get; set; } = "2";

    public string Delay { get; set; } = "5";

    /// <summary>Percent of the listener's calls.</summary>
    public string Failures { get; set; } = "0";

    /// <summary>How a group consumes: concurrently, orderly or broadcast.</summary>
    public string Mode { get; set; } = Concurrently;

    /// <summary>Tags, separated by commas; empty for none.</summary>
    public string Tags { get; set; } = string.Empty;

    /// <summary>What keys begin with; empty for none.</summary>
    public string Keys { get; set; } = string.Empty;

    public string Burst { get; set; } = "5000";

    /// <summary>The producer to start, or what cannot be read in a sentence.</summary>
    public (DemoProducerRequest? Request, string? Problem) Producer(Texts texts)
    {
        var rate = Number(Rate);
        var size = Whole(Size);
        var count = Whole(Count);
        var problem = rate is null ? NotANumber(texts, "DemoFieldRate", Rate)
            : size is null ? NotANumber(texts, "DemoFieldSize", Size)
            : count is null && Count.Trim().Length > 0 ? NotANumber(texts, "DemoFieldCount", Count)
            : null;
        if (problem is not null)
        {
            return (null, problem);
        }

        var request = new DemoProducerRequest(Topic.Trim(), rate!.Value, (int)size!.Value, count, NullIfEmpty(Tags));
        return (request with { KeyPrefix = NullIfEmpty(Keys) }, null);
    }

    public (DemoConsumerRequest? Request, string? Problem) Consumers(Texts texts)
    {
        var (instances, delay, failures) = (Whole(Instances), Whole(Delay), Number(Failures));
        var problem = instances is null ? NotANumber(texts, "DemoFieldInstances", Instances)
            : delay is null ? NotANumber(texts, "DemoFieldDelay", Delay)
            : failures is null ? NotANumber(texts, "DemoFieldFailures", Failures)
            : null;
        if (problem is not null)
        {
            return (null, problem);
        }

        var request = new DemoConsumerRequest(Group.Trim(), Topic.Trim(), (int)instances!.Value, (int)delay!.Value)
        {
            FailurePercent = failures!.Value,
            Orderly = Mode == Orderly,
            Broadcast = Mode == Broadcast,
        };
        return (request, null);
    }

    public (int Count, int Size, string? Problem) BurstOf(Texts texts)
    {
        var (count, size) = (Whole(Burst), Whole(Size));
        var problem = count is null ? NotANumber(texts, "DemoFieldMessages", Burst)
            : size is null ? NotANumber(texts, "DemoFieldSize", Size)
            : null;
        return ((int)(count ?? 0), (int)(size ?? 0), problem);
    }

    private static string? NullIfEmpty(string text) => text.Trim() is { Length: > 0 } some ? some : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number <= int.MaxValue ? number : null;

    private static string NotANumber(Texts texts, string field, string text) => texts.Format("DemoNotANumber", texts[field], text);
}
