namespace Engine.Admin.Groups;

/// <summary>One online member of a group. Mirrors RocketMQ's Connection.</summary>
/// <param name="ClientId">Client id.</param>
/// <param name="Address">"ip:port" of its channel.</param>
/// <param name="Language">Implementation language.</param>
/// <param name="Version">RocketMQ version name it speaks.</param>
public sealed record GroupMemberView(string ClientId, string Address, string Language, string Version);
