using Engine.Admin.Offsets;

namespace Dashboard.Changes.Imports;

/// <summary>What an import of an offset file into one broker will do; nothing has changed yet.</summary>
/// <param name="Cluster">Cluster name.</param>
/// <param name="Broker">Broker name.</param>
/// <param name="File">What was sent.</param>
/// <param name="Rows">One per queue of the file, in its order.</param>
/// <param name="Online">Groups of the file that have members.</param>
/// <param name="Unknown">Groups of the file that no broker knows; they are made.</param>
/// <param name="CreatedAt">Not later than the reading of the figures.</param>
internal sealed record ImportPlan(
    string Cluster,
    string Broker,
    OffsetFile File,
    IReadOnlyList<ImportPlanRow> Rows,
    IReadOnlySet<string> Online,
    IReadOnlySet<string> Unknown,
    DateTimeOffset CreatedAt);
