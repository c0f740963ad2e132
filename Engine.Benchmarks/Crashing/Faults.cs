namespace Engine.Benchmarks.Crashing;

/// <summary>Counts what was wrong and keeps the first few in words.</summary>
internal sealed class Faults
{
    private const int MostTexts = 30;

    private readonly Dictionary<FaultKind, long> _counts = [];
    private readonly List<string> _texts = [];

    internal bool Any => _counts.Count > 0;

    internal IReadOnlyList<string> Texts => _texts;

    internal long Of(FaultKind kind) => _counts.GetValueOrDefault(kind);

    internal void Add(FaultKind kind, FormattableString text)
    {
        _counts[kind] = Of(kind) + 1;
        if (_texts.Count < MostTexts)
            _texts.Add($"{kind}: {FormattableString.Invariant(text)}");
    }
}
