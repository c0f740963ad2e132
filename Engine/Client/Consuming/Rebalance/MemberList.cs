namespace Engine.Client.Consuming.Rebalance;

/// <summary>Looks a member up in the sorted list of a group's client ids.</summary>
internal static class MemberList
{
    /// <summary>The member's place; -1 when it is not in the list.</summary>
    public static int IndexOf(IReadOnlyList<string> clientIds, string clientId)
    {
        for (var i = 0; i < clientIds.Count; i++)
        {
            if (clientIds[i] == clientId)
            {
                return i;
            }
        }

        return -1;
    }
}
