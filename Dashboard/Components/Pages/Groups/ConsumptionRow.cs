using Engine.Admin.Members;

namespace Dashboard.Components.Pages.Groups;

/// <summary>What one member consumed of one topic.</summary>
internal sealed record ConsumptionRow(string ClientId, TopicConsumption Topic);
