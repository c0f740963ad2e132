using Engine.Tests.Remoting;
using Engine.Tests.Scenarios;

namespace Engine.Tests.Conformance;

/// <summary>
/// Sends the requests of one file in their recorded order and at their recorded times, and compares every answer, and every request of the
/// server to its client, where the recording has it.
/// </summary>
internal sealed class Replay(ReplayCluster cluster, string file)
{
    private readonly Dictionary<int, FrameConnection> _connections = [];
    private readonly Dictionary<int, int> _seen = [];
    private readonly List<string> _differences = [];
    private readonly Dictionary<(int Connection, int Opaque), int> _codes = [];

    /// <summary>
    /// Pulls that overtook the heartbeat sent before them, in RocketMQ's many threads, and were refused with 25 for it: here they are sent
    /// first, to be refused as well.
    /// </summary>
    private static readonly HashSet<(string File, int Opaque)> Overtook =
        [("h-tagfilter.jsonl", 24)];

    /// <summary>The differences in words; none when everything is answered as it was recorded.</summary>
    internal async Task<IReadOnlyList<string>> RunAsync()
    {
        var began = cluster.Clock.GetUtcNow();
        foreach (var frame in InOrder())
        {
            var due = began + TimeSpan.FromMilliseconds(frame.At);
            if (due > cluster.Clock.GetUtcNow())
                cluster.Clock.Advance(due - cluster.Clock.GetUtcNow());

            if (frame.IsFromClient)
                Send(frame);
            else
                await CompareAsync(frame);
        }

        foreach (var connection in _connections.Values)
            connection.Close("the recording ends");

        return _differences;
    }

    private IEnumerable<Recording> InOrder()
    {
        var frames = Recording.Load(file);
        var first = frames.Where(frame => frame.IsFromClient && Overtook.Contains((file, frame.Opaque))).ToList();
        foreach (var frame in frames.Except(first))
        {
            if (first.Count > 0 && frame.IsFromClient && frame.Connection == first[0].Connection && frame.Opaque == first[0].Opaque - 1)
                yield return first[0];

            yield return frame;
        }
    }

    private void Send(Recording frame)
    {
        if (!_connections.TryGetValue(frame.Connection, out var connection))
            _connections[frame.Connection] = connection = cluster.Connect(frame.Port);

        _codes[(frame.Connection, frame.Opaque)] = frame.Code;
        connection.Receive(frame.Frame, ReplayCluster.FormatOf(frame));
    }

    private async Task CompareAsync(Recording recorded)
    {
        var connection = _connections[recorded.Connection];
        if (!recorded.IsAnswer)
        {
            await CompareToldAsync(connection, recorded);
            return;
        }

        var code = _codes[(recorded.Connection, recorded.Opaque)];
        await new ClockPump(cluster.Clock).UntilAsync(connection.WaitAsync(recorded.Opaque), $"an answer to {code} in {file}");
        var (written, place) = connection.Written
            .Select((frame, index) => (Frame: frame, Index: index))
            .Last(frame => (frame.Frame.Flag & 1) == 1 && frame.Frame.Opaque == recorded.Opaque);
        _seen[recorded.Connection] = place;
        _differences.AddRange(AnswerComparison.Compare(code, recorded, written));
    }

    /// <summary>What the server tells its client comes before the answer of the request that caused it.</summary>
    private async Task CompareToldAsync(FrameConnection connection, Recording recorded)
    {
        WrittenFrame? told = null;
        await ClockPump.UntilStillAsync(
            () => (told = connection.Written.Skip(_seen.GetValueOrDefault(recorded.Connection, -1) + 1)
                .FirstOrDefault(frame => (frame.Flag & 1) == 0)) is not null,
            $"request {recorded.Code} of the server in {file}");
        var place = connection.Written.ToList().IndexOf(told!);
        if (connection.Written.Take(place).Skip(_seen.GetValueOrDefault(recorded.Connection, -1) + 1).Any())
            _differences.Add($"{recorded.Code}: comes after the answer of the request that caused it");

        _seen[recorded.Connection] = place;
        _differences.AddRange(AnswerComparison.Compare(recorded.Code, recorded, told!)
            .Where(difference => !difference.Contains("another serialisation", StringComparison.Ordinal)));
    }
}
