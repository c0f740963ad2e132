namespace Dashboard.Demo;

/// <summary>A producer as it is now: running, failing (with the last error), finished or stopped; the rate is measured over 10 s.</summary>
internal sealed record DemoProducerView(string Id, string Topic, long Sent, long Failed, double? Rate, string State, string? Error);
