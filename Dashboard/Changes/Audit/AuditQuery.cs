namespace Dashboard.Changes.Audit;

/// <summary>Which entries are wished for; what is null does not restrict.</summary>
/// <param name="From">Not before this time.</param>
/// <param name="To">Not after this time.</param>
/// <param name="Action">This action, or all whose name begins with it and a dot: "offsets", "offsets.reset".</param>
/// <param name="Cluster">Of this cluster.</param>
/// <param name="Actor">By this actor.</param>
/// <param name="Text">This text somewhere in subject, reason, action, detail or actor, whatever its case (of A to Z).</param>
internal sealed record AuditQuery(
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Action = null,
    string? Cluster = null,
    string? Actor = null,
    string? Text = null);
