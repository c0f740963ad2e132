using Dashboard.Changes.Imports;

namespace Dashboard.Api.Contracts;

/// <summary>What an import did; its id gives back the offsets as they were before.</summary>
internal sealed record ImportResultContract(string ImportId, IReadOnlyList<ImportResultRowContract> Rows)
{
    public static ImportResultContract Of(ImportOutcome outcome) =>
        new(outcome.ImportId, [.. outcome.Rows.Select(ImportResultRowContract.Of)]);
}
