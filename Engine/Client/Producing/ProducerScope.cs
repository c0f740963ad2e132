using Engine.Client.Instance;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>What the parts of one producer share.</summary>
internal sealed class ProducerScope
{
    public ProducerScope(ProducerOptions options, ClientInstance instance)
    {
        Options = options;
        Instance = instance;
        Routes = new PublishRoutes(instance.Routes, options.DefaultTopicQueueNums);
        Faults = new LatencyFaultTable(options, instance.Context.TimeProvider);
        Selector = new QueueSelector(instance.Context.Random, Faults);
        Hooks = new SendHooks(options.Group, [.. instance.Context.SendHooks, .. options.Hooks], Logger<SendHooks>());
    }

    public ProducerOptions Options { get; }

    public ClientInstance Instance { get; }

    public PublishRoutes Routes { get; }

    public LatencyFaultTable Faults { get; }

    public QueueSelector Selector { get; }

    public SendHooks Hooks { get; }

    public TimeProvider TimeProvider => Instance.Context.TimeProvider;

    public ILogger<T> Logger<T>() => Instance.Context.LoggerFactory.CreateLogger<T>();
}
