using Engine.Protocol;
using Engine.Protocol.Codes;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>What became of the damaged frames.</summary>
internal sealed class FuzzCounts
{
    private const int MostKinds = 200;

    internal long Frames { get; private set; }

    internal long Succeeded { get; private set; }

    internal long Refused { get; private set; }

    /// <summary>Answers that name an exception which no handler expected, by its kind and the request's code.</summary>
    internal Dictionary<string, long> Surprises { get; } = new(StringComparer.Ordinal);

    /// <summary>A frame for each of them.</summary>
    internal Dictionary<string, byte[]> Examples { get; } = new(StringComparer.Ordinal);

    internal void Add(RemotingCommand? answer, byte[] frame)
    {
        Frames++;
        if (answer is null)
            return;

        if (answer.Code == ResponseCode.Success)
        {
            Succeeded++;
            return;
        }

        Refused++;
        if (answer.Remark?.IndexOf("Exception: ", StringComparison.Ordinal) is > 0 and < 40 && Surprises.Count < MostKinds)
        {
            var text = answer.Remark.Length > 120 ? answer.Remark[..120] : answer.Remark;
            Surprises[text] = Surprises.GetValueOrDefault(text) + 1;
            Examples.TryAdd(text, frame);
        }
    }
}
