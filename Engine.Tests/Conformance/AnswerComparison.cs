using System.Text;
using Engine.Protocol.Codes;
using Engine.Tests.Remoting;

namespace Engine.Tests.Conformance;

/// <summary>Compares what was written with what was recorded, field by field. Pure.</summary>
internal static class AnswerComparison
{
    /// <summary>Every difference in words; none when the frames say the same.</summary>
    /// <param name="code">The request's code.</param>
    /// <param name="recorded">What RocketMQ wrote.</param>
    /// <param name="written">What was written here.</param>
    internal static IReadOnlyList<string> Compare(int code, Recording recorded, WrittenFrame written) =>
    [
        .. Headers(code, recorded, written).Concat(Bodies(code, recorded.Body, written.Body))
            .Select(difference => $"{code} (opaque {recorded.Opaque}): {difference}"),
    ];

    private static IEnumerable<string> Headers(int code, Recording recorded, WrittenFrame written)
    {
        if (written.Code != recorded.Code)
            yield return $"code {recorded.Code} was recorded, {written.Code} {written.Remark} is answered";

        if ((written.Flag & 3) != (recorded.Header.GetProperty("flag").GetInt32() & 3))
            yield return $"flag {written.Flag}";

        if (written.IsBinary != recorded.IsBinary)
            yield return "another serialisation";

        var remark = recorded.Header.TryGetProperty("remark", out var text) ? text.GetString() : null;
        var isUnset = remark == MayDiffer.UnsetRemark && written.Remark is null && written.Code == ResponseCode.Success;
        if (remark != written.Remark && !isUnset)
            yield return $"remark '{remark}' was recorded, '{written.Remark}' is answered";

        foreach (var difference in Fields(code, WrittenFrame.FieldsOf(recorded.Header), written.Fields))
            yield return difference;
    }

    private static IEnumerable<string> Fields(
        int code, IReadOnlyDictionary<string, string> recorded, IReadOnlyDictionary<string, string> written)
    {
        foreach (var name in recorded.Keys.Union(written.Keys))
        {
            var (wanted, got) = (recorded.GetValueOrDefault(name), written.GetValueOrDefault(name));
            if (wanted is null || got is null || (wanted != got && !MayDiffer.Field(code, name)))
                yield return $"field {name}: '{wanted}' was recorded, '{got}' is answered";
        }
    }

    private static IEnumerable<string> Bodies(int code, byte[] recorded, byte[] written)
    {
        if (recorded.Length == 0 || written.Length == 0)
        {
            return recorded.Length == written.Length
                ? []
                : [$"a body of {recorded.Length} bytes was recorded, {written.Length} are answered"];
        }

        return code switch
        {
            RequestCode.PullMessage or RequestCode.QueryMessage or RequestCode.ViewMessageById =>
                RecordComparison.Compare(recorded, written),
            RequestCode.GetBrokerConfig or RequestCode.GetNameServerConfig => Settings(recorded, written),
            RequestCode.GetBrokerRuntimeInfo => Figures(DialectParser.Parse(recorded), DialectParser.Parse(written)),
            _ => Nodes(code, "body", DialectParser.Parse(recorded), DialectParser.Parse(written)),
        };
    }

    /// <summary>Every setting that is answered is one of RocketMQ's, with its value.</summary>
    private static IEnumerable<string> Settings(byte[] recorded, byte[] written)
    {
        var known = Properties(recorded);
        foreach (var (name, value) in Properties(written))
        {
            var wanted = known.GetValueOrDefault(name);
            if (wanted is null || (wanted != value && !MayDiffer.Setting(name)))
                yield return $"setting {name}: '{wanted}' was recorded, '{value}' is answered";
        }
    }

    private static Dictionary<string, string> Properties(byte[] text) =>
        Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static IEnumerable<string> Figures(DialectNode recorded, DialectNode written)
    {
        var (wanted, got) = (recorded.Members!["\"table\""].Members!, written.Members!["\"table\""].Members!);
        foreach (var (key, value) in wanted)
        {
            var name = key.Trim('"');
            if (name.StartsWith("commitLogDiskRatio_", StringComparison.Ordinal))
                continue;

            var answered = got.GetValueOrDefault(key)?.Text;
            if (answered is null || (answered != value.Text && !MayDiffer.Figure(name)))
                yield return $"figure {name}: {value.Text} was recorded, {answered} is answered";
        }
    }

    private static IEnumerable<string> Nodes(int code, string path, DialectNode recorded, DialectNode written)
    {
        if (recorded.Members is { } wanted && written.Members is { } got)
            return wanted.Keys.Union(got.Keys).SelectMany(key => Members(code, $"{path}.{key}", key.Trim('"'), wanted, got, key));

        if (recorded.Items is { } wantedItems && written.Items is { } gotItems && wantedItems.Count == gotItems.Count)
        {
            var isSet = MayDiffer.IsSet(path[(path.LastIndexOf('.') + 1)..].Trim('"'));
            return Ordered(wantedItems, isSet).Zip(Ordered(gotItems, isSet))
                .SelectMany(pair => Nodes(code, $"{path}[]", pair.First, pair.Second));
        }

        return recorded.Canonical == written.Canonical
            ? []
            : [$"{path}: {recorded.Canonical} was recorded, {written.Canonical} is answered"];
    }

    private static IEnumerable<string> Members(
        int code,
        string path,
        string name,
        IReadOnlyDictionary<string, DialectNode> recorded,
        IReadOnlyDictionary<string, DialectNode> written,
        string key)
    {
        var (wanted, got) = (recorded.GetValueOrDefault(key), written.GetValueOrDefault(key));
        if (wanted is null || got is null)
            return [$"{path}: {wanted?.Canonical ?? "nothing"} was recorded, {got?.Canonical ?? "nothing"} is answered"];

        return MayDiffer.Member(code, name) ? [] : Nodes(code, path, wanted, got);
    }

    private static IEnumerable<DialectNode> Ordered(IReadOnlyList<DialectNode> items, bool isSet) =>
        isSet ? items.OrderBy(item => item.Canonical, StringComparer.Ordinal) : items;
}
