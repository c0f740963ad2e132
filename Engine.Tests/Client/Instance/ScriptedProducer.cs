using Engine.Client.Instance;
using Engine.Client.Producing;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Instance;

/// <summary>A producer of which its client instance needs nothing but the group.</summary>
internal sealed class ScriptedProducer(string group) : IInstanceProducer
{
    public string Group => group;

    public IEnumerable<string> Topics => [];

    public bool TryCheck(TransactionCheck check) => false;

    public bool TryComplete(string correlationId, MessageExt reply) => false;
}
