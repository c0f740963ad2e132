using Engine.Protocol;

namespace Dashboard.Components.Pages.WhatIf;

/// <summary>A queue to share, and who reads it now; null when nobody does.</summary>
internal sealed record ForecastQueue(MessageQueue Queue, string? Owner);
