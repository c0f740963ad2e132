using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Engine.Remoting.Transports;
using Engine.Tests.Broker;

namespace Engine.Tests.Remoting.Transports;

/// <summary>What every stream network keeps to.</summary>
public abstract class StreamContract
{
    private protected const string Address = "127.0.0.1:10912";

    private protected abstract IStreamNetwork Streams { get; }

    /// <summary>Where this network may listen.</summary>
    private protected virtual string ListenAddress => Address;

    [Fact]
    public async Task Connection_BothDirections_CarryBytes()
    {
        await using var listener = await ListenAsync(EchoAsync);
        await using var connection = await ConnectAsync();

        await connection.Output.WriteAsync(Encoding.UTF8.GetBytes("how do you do"));

        (await ReadAsync(connection.Input, 13)).ShouldBe("how do you do");
        connection.RemoteAddress.ShouldBe(ListenAddress);
    }

    [Fact]
    public async Task Serve_RemoteAddress_IsTheClientsSide()
    {
        var remote = new TaskCompletionSource<string>();
        await using var listener = await ListenAsync((one, _) =>
        {
            remote.SetResult(one.RemoteAddress);
            return Task.CompletedTask;
        });
        await using var connection = await ConnectAsync();

        (await Soon.Within(remote.Task, "the connection")).ShouldStartWith("127.0.0.1:");
    }

    [Fact]
    public async Task Connection_ServerReturns_ShowsAsTheEndBehindTheLastByte()
    {
        await using var listener = await ListenAsync(async (one, stopping) => await one.Output.WriteAsync("bye"u8.ToArray(), stopping));
        await using var connection = await ConnectAsync();

        (await ReadToEndAsync(connection.Input)).ShouldBe("bye");
    }

    [Fact]
    public async Task Connection_ServerThrows_EndsTheReads()
    {
        await using var listener = await ListenAsync(async (one, stopping) =>
        {
            await one.Input.ReadAsync(stopping);
            throw new InvalidOperationException("out of order");
        });
        await using var connection = await ConnectAsync();
        await connection.Output.WriteAsync(new byte[1]);

        await Should.ThrowAsync<IOException>(() => ReadToEndAsync(connection.Input));
    }

    [Fact]
    public async Task Connection_ClientDisposes_EndsTheServersReads()
    {
        var ended = new TaskCompletionSource<string>();
        await using var listener = await ListenAsync(async (one, _) => ended.SetResult(await ReadToEndAsync(one.Input)));
        var connection = await ConnectAsync();
        await connection.Output.WriteAsync("last"u8.ToArray());

        await connection.DisposeAsync();

        (await Soon.Within(ended.Task, "the server's end of reading")).ShouldBe("last");
    }

    [Fact]
    public async Task Listener_Disposed_EndsItsConnectionsAndFreesTheAddress()
    {
        var listener = await ListenAsync(EchoAsync);
        await using var connection = await ConnectAsync();
        await connection.Output.WriteAsync("x"u8.ToArray());
        await ReadAsync(connection.Input, 1);

        await Soon.Within(listener.DisposeAsync().AsTask(), "the listener's end");

        (await ReadToEndAsync(connection.Input)).ShouldBeEmpty();
        await Should.ThrowAsync<IOException>(() => ConnectAsync());
        await using var again = await ListenAsync(EchoAsync);
    }

    [Fact]
    public async Task Connection_NobodyReads_MakesTheWriterWait()
    {
        var mayRead = new TaskCompletionSource();
        await using var listener = await ListenAsync(async (one, stopping) =>
        {
            await mayRead.Task;
            await one.Input.CopyToAsync(Stream.Null, stopping);
        });
        await using var connection = await ConnectAsync();

        var writing = connection.Output.WriteAsync(new byte[32 * 1024 * 1024]).AsTask();

        writing.IsCompleted.ShouldBeFalse("32 MiB went to a reader that reads nothing");
        mayRead.SetResult();
        await Soon.Within(writing, "the writer to go on");
    }

    [Fact]
    public async Task ListenAsync_AddressTaken_IsRefused()
    {
        await using var listener = await ListenAsync(EchoAsync);

        (await Should.ThrowAsync<AddressInUseException>(() => ListenAsync(EchoAsync))).Address.ShouldBe(ListenAddress);
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_IsAnIOException() => await Should.ThrowAsync<IOException>(() => ConnectAsync());

    private protected static async Task EchoAsync(IStreamConnection connection, CancellationToken stopping)
    {
        while (await connection.Input.ReadAsync(stopping) is { Buffer.IsEmpty: false } result)
        {
            await connection.Output.WriteAsync(result.Buffer.ToArray(), stopping);
            connection.Input.AdvanceTo(result.Buffer.End);
        }
    }

    private protected async Task<IAsyncDisposable> ListenAsync(Func<IStreamConnection, CancellationToken, Task> serve) =>
        await Streams.ListenAsync(ListenAddress, serve, CancellationToken.None);

    private protected async Task<IStreamConnection> ConnectAsync() => await Streams.ConnectAsync(ListenAddress, CancellationToken.None);

    private static async Task<string> ReadAsync(PipeReader input, int length)
    {
        var result = await Soon.Within(input.ReadAtLeastAsync(length).AsTask(), "bytes");
        var text = Encoding.UTF8.GetString(result.Buffer.ToArray());
        input.AdvanceTo(result.Buffer.End);
        return text;
    }

    private static async Task<string> ReadToEndAsync(PipeReader input)
    {
        using var memory = new MemoryStream();
        await Soon.Within(input.CopyToAsync(memory), "the end of the stream");
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
