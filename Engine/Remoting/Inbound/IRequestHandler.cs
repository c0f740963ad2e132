namespace Engine.Remoting.Inbound;

/// <summary>Answers the requests of one command family.</summary>
internal interface IRequestHandler
{
    /// <summary>
    /// Handles one request. An exception becomes an error answer in the dispatcher. A request that is to be held (long polling)
    /// returns at once with <see cref="Answer.Later"/>, so that it occupies no place of its lane while it waits.
    /// </summary>
    ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken);
}
