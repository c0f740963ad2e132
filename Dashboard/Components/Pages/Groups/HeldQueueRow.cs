using Engine.Admin.Members;

namespace Dashboard.Components.Pages.Groups;

/// <summary>A queue and who holds it.</summary>
internal sealed record HeldQueueRow(string ClientId, HeldQueue Held);
