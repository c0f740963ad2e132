using Engine.Protocol;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Replication;

/// <summary>Answers what a slave does not take: who it is, that it is a slave, and where its master is.</summary>
/// <param name="options">The slave.</param>
/// <param name="master">Its master.</param>
/// <param name="code">The answer's code.</param>
/// <param name="what">What it does not do: "takes no messages", say.</param>
internal sealed class SlaveRefusal(BrokerOptions options, MasterPlace master, int code, string what) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(RemotingCommand.Answer(code, Remark())));

    private string Remark()
    {
        var place = master.Address is { } address ? $"is at {address}" : "is not known yet";
        return $"broker {options.BrokerName} (id {options.BrokerId}, {options.Address}) is a slave and {what}; its master {place}";
    }
}
