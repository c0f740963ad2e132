using System.IO.Pipelines;

namespace Engine.Remoting.Transports.Tcp;

/// <summary>Both directions of a stream as pipes; whoever made the stream disposes it.</summary>
internal sealed class StreamPipes(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
