using Engine.Admin.DeadLetters;
using Engine.Protocol.Messages;

namespace Dashboard.Tests.Components;

/// <summary>Dead letters of <see cref="FakeCluster"/>, the newest first, all of one group.</summary>
internal sealed class FakeDeadLetters(TimeProvider time) : List<DeadLetter>
{
    /// <summary>The page that is older than the one shown; null when there is none.</summary>
    public string? Older { get; set; }

    /// <summary>What a group's page is in place of these, by group.</summary>
    public Dictionary<string, Task<DeadLetterPage>> Answers { get; } = [];

    public Task<DeadLetterGroups> ListAsync(IEnumerable<string> problems) => Task.FromResult(new DeadLetterGroups(
        [
            .. this.GroupBy(dead => dead.Queue.Topic).Select(topic => new DeadLetterGroup(
                topic.Key[TopicNames.DeadLetterPrefix.Length..], topic.Key, topic.Count(), topic.Max(dead => dead.StoredAt))),
        ],
        [.. problems],
        time.GetUtcNow()));

    public Task<DeadLetterPage> ReadAsync(string group, string? cursor, IEnumerable<string> problems) =>
        Answers.GetValueOrDefault(group) ?? Task.FromResult(new DeadLetterPage(
            group, Count, [.. this], cursor is null ? Older : null, [.. problems], time.GetUtcNow()));
}
