using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Dashboard.Figures.Live;

/// <summary>
/// SignalR's JSON protocol, where the settings of a watch may be left out. SignalR itself knows no optional arguments: such a call is read
/// again with one parameter less, and null stands in for it.
/// </summary>
internal sealed class OptionalArgumentsProtocol(IHubProtocol inner) : IHubProtocol
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var again = input;
        if (!inner.TryParseMessage(ref input, binder, out message))
            return false;

        if (message is InvocationBindingFailureMessage failed
            && binder.GetParameterTypes(failed.Target) is [.., var last] && last == typeof(WatchSettings)
            && inner.TryParseMessage(ref again, new WithoutLast(binder), out var shorter)
            && shorter is InvocationMessage call)
        {
            object?[] arguments = [.. call.Arguments, null];
            message = new InvocationMessage(call.InvocationId, call.Target, arguments, call.StreamIds) { Headers = call.Headers };
        }

        return true;
    }

    private sealed class WithoutLast(IInvocationBinder binder) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => binder.GetParameterTypes(methodName).SkipLast(1).ToArray();

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}
