namespace Dashboard.Figures.Live;

/// <summary>What is sent for one snapshot.</summary>
/// <param name="Method">The client's method, as groupSnapshot or groupChanged.</param>
/// <param name="Payload">Its second argument, after the subscription id.</param>
internal sealed record LiveMessage(string Method, object Payload);
