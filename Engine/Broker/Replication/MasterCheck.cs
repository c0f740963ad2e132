using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;
using Engine.Store;
using Engine.Store.Replica;

namespace Engine.Broker.Replication;

/// <summary>
/// Asks the master whether its log goes on where this slave's ends: whether it reaches there, and holds the slave's last record, byte for
/// byte, at its place. By requests that every RocketMQ broker answers: 28, 33, and 26 for the size of its files. RocketMQ's slaves do not
/// ask, and go on behind other bytes.
/// </summary>
internal sealed class MasterCheck(MasterPlace place, IRemotingClient client, MessageStore store, BrokerOptions options)
{
    private const string FileSize = "mappedFileSizeCommitLog";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public MasterPlace Place => place;

    /// <summary>Asks.</summary>
    /// <returns>Where the master's log ended just now.</returns>
    /// <exception cref="HaException">It does not go on there; the message says what is to be done.</exception>
    /// <exception cref="RemotingException">The master does not answer.</exception>
    public async Task<long> RunAsync(ReplicaLog log, CancellationToken cancellationToken)
    {
        var address = place.Address ?? throw new IOException("where the master answers requests is not known yet");
        var (min, max) = await AskBoundsAsync(address, cancellationToken).ConfigureAwait(false);
        if (log.IsEmpty)
        {
            await CheckFileSizeAsync(address, log, cancellationToken).ConfigureAwait(false);
            return max;
        }

        var end = log.Position;
        if (end > max)
        {
            throw Apart($"The log of the master at {address} ends at offset {max}, before this slave's, which ends at {end}: it came back"
                + " without its last messages, or is another one.");
        }

        if (end < min)
        {
            throw Apart($"This slave's log ends at offset {end}, and the first segment that the master at {address} still has begins at"
                + $" {min}: what lies between is gone.");
        }

        await CompareLastAsync(address, log, cancellationToken).ConfigureAwait(false);
        return max;
    }

    private async Task CompareLastAsync(string address, ReplicaLog log, CancellationToken cancellationToken)
    {
        if (log.FindLast() is not { } last || store.ReadRecord(last.Offset) is not { } mine)
        {
            throw Apart($"This slave's last message, before offset {log.Position}, cannot be read, so nobody knows whether the master at"
                + $" {address} has the same.");
        }

        var answer = await AskAsync(
            address,
            RemotingCommand.Request(RequestCode.ViewMessageById, new ViewMessageHeader { Offset = last.Offset }),
            cancellationToken).ConfigureAwait(false);
        if (answer.Code != ResponseCode.Success)
        {
            throw Apart($"The master at {address} has no message at log offset {last.Offset}, where this slave's last one is"
                + $" ({answer.Code} {answer.Remark}).");
        }

        if (!answer.Body.Span.SequenceEqual(mine.Span))
        {
            throw Apart($"The master at {address} has another message at log offset {last.Offset}, where this slave's last one is: the two"
                + " logs went different ways.");
        }
    }

    /// <summary>An empty log can only grow as its master's when its files are as long.</summary>
    private async Task CheckFileSizeAsync(string address, ReplicaLog log, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(address, RemotingCommand.Request(RequestCode.GetBrokerConfig), cancellationToken).ConfigureAwait(false);
        if (answer.Code == ResponseCode.Success && PropertiesText.Read(answer.Body.Span)?.GetValueOrDefault(FileSize) is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes != log.FileBytes)
        {
            throw new HaException(
                $"The log files of the master at {address} have {bytes} bytes ({FileSize}), this slave's {log.FileBytes}: give this broker"
                + " the master's size, and start it again.");
        }
    }

    private async Task<(long Min, long Max)> AskBoundsAsync(string address, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(address, RemotingCommand.Request(RequestCode.GetBrokerRuntimeInfo), cancellationToken)
            .ConfigureAwait(false);
        if (answer.Code != ResponseCode.Success)
        {
            throw new IOException($"the master at {address} does not say how far its log reaches: {answer.Code} {answer.Remark}");
        }

        var table = answer.ReadBody<KeyValueBody>().Table;
        return (Of(table, "commitLogMinOffset"), Of(table, "commitLogMaxOffset"));
    }

    private Task<RemotingCommand> AskAsync(string address, RemotingCommand request, CancellationToken cancellationToken) =>
        client.CallAsync(address, request, Timeout, cancellationToken);

    private static long Of(IReadOnlyDictionary<string, string> table, string name) =>
        table.TryGetValue(name, out var text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new IOException($"the master does not say {name}");

    private HaException Apart(string reason) => new(
        $"{reason} Nothing was overwritten. To follow this master, stop this slave, move its folder {options.StoreFolder} away and start it"
        + " again: it copies the log anew.");
}
