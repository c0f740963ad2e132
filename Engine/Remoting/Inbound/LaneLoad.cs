namespace Engine.Remoting.Inbound;

/// <summary>How busy a lane is.</summary>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="HeadWait">How long the first of them has waited; zero when none waits.</param>
internal readonly record struct LaneLoad(int Waiting, TimeSpan HeadWait);
