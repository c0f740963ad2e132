namespace Engine.Remoting.Inbound;

/// <summary>
/// The bounded executor of a command family (B1): at most <see cref="Parallelism"/> requests are handled at once, at most
/// <see cref="Capacity"/> wait, more are answered SYSTEM_BUSY. Mirrors the thread pools of RocketMQ's BrokerController.
/// </summary>
/// <param name="Name">Name in logs and metrics.</param>
/// <param name="Parallelism">Requests handled at the same time, from 1.</param>
/// <param name="Capacity">Requests waiting for a place, from 0.</param>
internal sealed record HandlerLane(string Name, int Parallelism, int Capacity);
