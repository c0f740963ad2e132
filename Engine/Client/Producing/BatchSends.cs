using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>Sends a collection of messages as batches, one after the other, and ends with the first one that fails.</summary>
internal sealed class BatchSends(MessagePreparation preparation, SendAttempts attempts)
{
    /// <param name="messages">Messages that may be in one batch, however many.</param>
    /// <param name="queue">Takes all of them, each batch in one attempt; null for a queue in turn for each batch.</param>
    /// <param name="cancellationToken">Ends it; how many messages are stored is then not known.</param>
    public async Task<BatchReport> SendAsync(
        IReadOnlyList<Message> messages, MessageQueue? queue, CancellationToken cancellationToken)
    {
        var pieces = new List<BatchPiece>();
        ClientException? failure = null;
        var parts = preparation.Split(messages);
        if (queue is { } given)
        {
            SelectedQueue.Require(messages[0].Topic, given);
        }

        foreach (var part in parts)
        {
            if (failure is not null)
            {
                pieces.Add(new BatchPiece(part.First, part.Items.Count, Result: null, Failure: null));
                continue;
            }

            var piece = await SendAsync(part, queue, cancellationToken).ConfigureAwait(false);
            failure = piece.Failure;
            pieces.Add(piece);
        }

        return new BatchReport(pieces);
    }

    private async Task<BatchPiece> SendAsync(BatchPart part, MessageQueue? queue, CancellationToken cancellationToken)
    {
        try
        {
            var prepared = preparation.Prepare(part);
            var sending = queue is { } to
                ? attempts.SendOnceAsync(prepared, to, cancellationToken)
                : attempts.SendAsync(prepared, cancellationToken);
            return new BatchPiece(part.First, part.Items.Count, await sending.ConfigureAwait(false), Failure: null);
        }
        catch (ClientException exception)
        {
            return new BatchPiece(part.First, part.Items.Count, Result: null, exception);
        }
    }
}
