using System.Globalization;
using Dashboard.Demo;

namespace Dashboard.Components.Pages.Demo;

/// <summary>What is filled in for demo traffic; every start works with what stands there at first. Pure.</summary>
internal sealed class DemoForm
{
    public string Topic { get; set; } = "demo-orders";

    public string Rate { get; set; } = "50";

    public string Size { get; set; } = "256";

    /// <summary>Empty: until stopped.</summary>
    public string Count { get; set; } = string.Empty;

    public string Group { get; set; } = "demo-group";

    public string Instances { get; set; } = "2";

    public string Delay { get; set; } = "5";

    public string Burst { get; set; } = "5000";

    /// <summary>The producer to start, or what cannot be read in a sentence.</summary>
    public (DemoProducerRequest? Request, string? Problem) Producer()
    {
        var rate = double.TryParse(Rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var perSecond) ? perSecond : (double?)null;
        var size = Whole(Size);
        var count = Whole(Count);
        var problem = rate is null ? NotANumber("rate", Rate)
            : size is null ? NotANumber("size", Size)
            : count is null && Count.Trim().Length > 0 ? NotANumber("count", Count)
            : null;
        return problem is null
            ? (new DemoProducerRequest(Topic.Trim(), rate!.Value, (int)size!.Value, count, null), null)
            : (null, problem);
    }

    public (DemoConsumerRequest? Request, string? Problem) Consumers()
    {
        var (instances, delay) = (Whole(Instances), Whole(Delay));
        var problem = instances is null ? NotANumber("number of instances", Instances)
            : delay is null ? NotANumber("delay", Delay)
            : null;
        return problem is null
            ? (new DemoConsumerRequest(Group.Trim(), Topic.Trim(), (int)instances!.Value, (int)delay!.Value), null)
            : (null, problem);
    }

    public (int Count, int Size, string? Problem) BurstOf()
    {
        var (count, size) = (Whole(Burst), Whole(Size));
        var problem = count is null ? NotANumber("number of messages", Burst) : size is null ? NotANumber("size", Size) : null;
        return ((int)(count ?? 0), (int)(size ?? 0), problem);
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
        && number <= int.MaxValue ? number : null;

    private static string NotANumber(string field, string text) => $"The {field} '{text}' is not a number that can be used here.";
}
