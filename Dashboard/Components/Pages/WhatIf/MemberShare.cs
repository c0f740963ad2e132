namespace Dashboard.Components.Pages.WhatIf;

/// <summary>What one consumer would read.</summary>
/// <param name="Queues">How many queues.</param>
/// <param name="Gained">Those of them that it does not read now.</param>
/// <param name="Lost">Queues that it reads now and would give up.</param>
internal sealed record MemberShare(int Queues, int Gained, int Lost);
