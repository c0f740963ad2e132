using System.Collections.Concurrent;
using Engine.Admin.Clusters;
using Engine.Protocol.Headers;

namespace Engine.Admin.Foreign;

/// <summary>
/// Reads of many things, a bounded number in a turn: those that were tried the longest time ago come first, and of the others the last
/// answer stands. Safe for many threads.
/// </summary>
/// <param name="most">Things read in one turn.</param>
/// <param name="atOnce">Reads that run at the same time in one turn.</param>
/// <param name="timeProvider">Dates the answers.</param>
internal sealed class RotatingReads<T>(int most, int atOnce, TimeProvider timeProvider)
    where T : class
{
    private readonly ConcurrentDictionary<string, Reading<T>> _readings = new(StringComparer.Ordinal);
    private long _turns;

    /// <summary>Null when it was never tried.</summary>
    public Reading<T>? Find(string key) => _readings.GetValueOrDefault(key);

    /// <summary>
    /// One turn over the things there are; what is gone is forgotten. Begins no read after the deadline. Who cannot be reached ends the
    /// turn with its <see cref="AdminException"/>; a read that is refused stops no other.
    /// </summary>
    /// <returns>Why things are refused that were not, or for another reason, before.</returns>
    public async Task<IReadOnlyCollection<string>> TurnAsync(
        IReadOnlySet<string> keys,
        Func<string, T?, CancellationToken, Task<T>> read,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        foreach (var gone in _readings.Keys.Where(key => !keys.Contains(key)))
        {
            _readings.TryRemove(gone, out _);
        }

        var problems = new ConcurrentQueue<string>();
        var number = Interlocked.Increment(ref _turns);
        var turn = keys.OrderBy(key => Find(key)?.Turn ?? 0).ThenBy(key => key, StringComparer.Ordinal).Take(most).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(turn, options, async (key, token) =>
        {
            if (!deadline.IsOver && await TryAsync(key, number, read, token).ConfigureAwait(false) is { } problem)
            {
                problems.Enqueue(problem);
            }
        }).ConfigureAwait(false);
        return problems;
    }

    /// <summary>Reads one thing now; every failure is the caller's.</summary>
    public Task<T> ReadAsync(string key, Func<string, T?, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(key, Interlocked.Increment(ref _turns), read, cancellationToken);

    /// <summary>Several now, as many at once as in a turn.</summary>
    public Task ReadAllAsync(
        IEnumerable<string> keys, Func<string, T?, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            keys,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (key, token) => await ReadAsync(key, read, token).ConfigureAwait(false));

    private async Task<T> ReadAsync(
        string key, long turn, Func<string, T?, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var value = await read(key, Find(key)?.Value, cancellationToken).ConfigureAwait(false);
        _readings[key] = new Reading<T>(value, now, turn, null);
        return value;
    }

    private async Task<string?> TryAsync(
        string key, long turn, Func<string, T?, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(key, turn, read, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AdminException exception) when (exception.Kind != AdminErrorKind.Unreachable)
        {
            return Note(key, turn, exception.Message);
        }
        catch (CommandFieldException exception)
        {
            return Note(key, turn, exception.Message);
        }
    }

    private string? Note(string key, long turn, string problem)
    {
        var before = Find(key);
        _readings[key] = new Reading<T>(before?.Value, before?.ReadAt ?? default, turn, problem);
        return before?.Problem == problem ? null : problem;
    }
}
