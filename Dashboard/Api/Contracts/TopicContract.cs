using Engine.Admin.Topics;

namespace Dashboard.Api.Contracts;

/// <summary>One topic in a list; groups is how many subscribe it or have offsets on it.</summary>
internal sealed record TopicContract(string Name, TopicType Type, int Queues, long MaxOffset, int Groups);
