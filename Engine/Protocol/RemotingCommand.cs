using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Protocol;

/// <summary>
/// One request, one-way request or answer. Immutable, so that the same object can be handed to another part of the process as it
/// is: <see cref="Header"/> and <see cref="TypedBody"/> then travel as objects; a codec turns them into <see cref="ExtFields"/> and
/// <see cref="Body"/>. Mirrors RocketMQ's RemotingCommand.
/// </summary>
internal sealed record RemotingCommand
{
    private const int ResponseFlag = 1;
    private const int OneWayFlag = 2;

    /// <summary>Request code of a request, response code of an answer.</summary>
    public required int Code { get; init; }

    public LanguageCode Language { get; init; } = LanguageCode.DotNet;

    /// <summary>Ordinal of the sender's version in RocketMQ's MQVersion.</summary>
    public int Version { get; init; } = ProtocolVersion.Current;

    /// <summary>Correlation id, chosen by the requester and repeated in the answer.</summary>
    public int Opaque { get; init; }

    /// <summary>Bit 0: this is an answer. Bit 1: no answer is wanted.</summary>
    public int Flag { get; init; }

    public string? Remark { get; init; }

    public ICommandHeader? Header { get; init; }

    /// <summary>The named parameters as they came over a wire; null for a command made in this process.</summary>
    public IReadOnlyDictionary<string, string>? ExtFields { get; init; }

    public ICommandBody? TypedBody { get; init; }

    /// <summary>Raw body; empty when there is none or when it is held in <see cref="TypedBody"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public bool IsResponse => (Flag & ResponseFlag) != 0;

    public bool IsOneWay => (Flag & OneWayFlag) != 0;

    public static RemotingCommand Request(int code, ICommandHeader? header = null, ICommandBody? body = null) =>
        new() { Code = code, Header = header, TypedBody = body };

    public static RemotingCommand Answer(int code, string? remark = null) => new() { Code = code, Remark = remark, Flag = ResponseFlag };

    /// <summary>An answer with a header whatever its code: what a broker stored, it tells even when it was not as safe as asked.</summary>
    public static RemotingCommand AnswerWith(int code, string? remark, ICommandHeader header) =>
        new() { Code = code, Remark = remark, Header = header, Flag = ResponseFlag };

    public static RemotingCommand Success(ICommandHeader? header = null, ICommandBody? body = null) =>
        new() { Code = ResponseCode.Success, Header = header, TypedBody = body, Flag = ResponseFlag };

    public RemotingCommand AsOneWay() => this with { Flag = Flag | OneWayFlag };

    /// <summary>
    /// The typed header, as handed over or read from the ext fields; a wrong field is a <see cref="CommandFieldException"/>.
    /// </summary>
    public T ReadHeader<T>()
        where T : class, ICommandHeader<T> =>
        Header as T ?? T.Read(new ExtFields(ExtFields ?? WriteHeader(), Code));

    /// <summary>The ext fields of the command, written from the typed header when it has one.</summary>
    public IReadOnlyDictionary<string, string>? WriteHeader()
    {
        if (Header is null)
        {
            return ExtFields;
        }

        var builder = new ExtFieldsBuilder();
        Header.Write(builder);
        return builder.Fields;
    }

    /// <summary>The typed body, as handed over or parsed; an unreadable one is a <see cref="CommandFieldException"/>.</summary>
    public T ReadBody<T>()
        where T : class, ICommandBody =>
        TypedBody as T ?? BodyJson.Read<T>(Body.Span, Code);

    /// <summary>The body as bytes, written from the typed body when there is one.</summary>
    public ReadOnlyMemory<byte> WriteBody() => TypedBody is null ? Body : BodyJson.Write(TypedBody);
}
