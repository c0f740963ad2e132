using Engine.Remoting.Inbound;

namespace Engine.Tests.Remoting;

/// <summary>A handler that does what the test says.</summary>
internal sealed class ScriptedHandler(Func<InboundRequest, CancellationToken, ValueTask<Answer>> script) : IRequestHandler
{
    internal ScriptedHandler(Func<InboundRequest, Answer> script)
        : this((request, _) => ValueTask.FromResult(script(request)))
    {
    }

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) => script(request, cancellationToken);
}
