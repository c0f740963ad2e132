namespace Engine.Client.Producing;

/// <summary>How the sending of a split collection went.</summary>
/// <param name="Pieces">The batches in order; after a failed one none was sent, so that the order of the messages holds.</param>
public sealed record BatchReport(IReadOnlyList<BatchPiece> Pieces)
{
    /// <summary>Messages that are stored: the first so many of the collection.</summary>
    public int Sent => Pieces.Where(piece => piece.Result is not null).Sum(piece => piece.Count);

    /// <summary>The failure that ended the sending; null when all messages are stored.</summary>
    public ClientException? Failure => Pieces.Select(piece => piece.Failure).FirstOrDefault(failure => failure is not null);
}
