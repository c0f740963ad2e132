using System.Globalization;
using Engine.Admin.Topics;

namespace Dashboard.Components.Dialogs;

/// <summary>
/// What is typed over a topic's queues and permission (pure). A field shows what all brokers have, and nothing where they differ; what is
/// left as it was stays on each broker as it is there.
/// </summary>
internal sealed class TopicChangeForm(IReadOnlyList<TopicRoute> routes)
{
    public const int MostQueues = 1024;

    private const int ReadAndWrite = 6;

    private readonly string _queues = Common(routes, route => route.ReadQueues);
    private readonly string _writeQueues = Common(routes, route => route.WriteQueues);
    private readonly string _perm = Common(routes, route => route.Perm & ReadAndWrite);
    private string? _typedQueues;
    private string? _typedWriteQueues;
    private string? _typedPerm;

    /// <summary>Per broker, for reading.</summary>
    public string Queues
    {
        get => _typedQueues ?? _queues;
        set => _typedQueues = value.Trim();
    }

    /// <summary>Of these, those that are written: as many as are read until something else is typed.</summary>
    public string WriteQueues
    {
        get => _typedWriteQueues ?? (Queues == _queues ? _writeQueues : Queues);
        set => _typedWriteQueues = value.Trim();
    }

    /// <summary>RocketMQ's bits: 6, 4 (read) or 2 (write); empty where brokers differ.</summary>
    public string Perm
    {
        get => _typedPerm ?? _perm;
        set => _typedPerm = value;
    }

    public bool IsQueuesWrong => Queues != _queues && Number(Queues) is not (>= 1 and <= MostQueues);

    public bool IsWriteQueuesWrong =>
        !IsQueuesWrong && WritesOwn && !(Number(WriteQueues) is { } number && number >= 1 && number <= MostWritten);

    /// <summary>As many can be written at most: what is read, on every broker.</summary>
    public int MostWritten => Number(Queues) ?? routes.Min(route => route.ReadQueues);

    private bool WritesOwn => _typedWriteQueues is { } typed && typed != (Queues == _queues ? _writeQueues : Queues);

    /// <summary>The change, or null when there is none or a field is wrong.</summary>
    public TopicChange? ToChange(string topic)
    {
        if (IsQueuesWrong || IsWriteQueuesWrong)
        {
            return null;
        }

        var change = new TopicChange(topic)
        {
            Queues = Queues == _queues ? null : Number(Queues),
            WriteQueues = WritesOwn ? Number(WriteQueues) : null,
            Perm = Perm == _perm ? null : Number(Perm),
        };
        return change == new TopicChange(topic) ? null : change;
    }

    /// <summary>In place of taking queues away: producers leave them, and groups can read them to their end.</summary>
    public void LetProducersLeave() => (_typedQueues, _typedWriteQueues) = (null, Queues);

    private static string Common(IReadOnlyList<TopicRoute> routes, Func<TopicRoute, int> of) =>
        routes.Select(of).Distinct().ToList() is [var one] ? one.ToString(CultureInfo.InvariantCulture) : string.Empty;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
