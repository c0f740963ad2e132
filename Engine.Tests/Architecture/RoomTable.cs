namespace Engine.Tests.Architecture;

/// <summary>
/// Every room and what it may use, the picture of docs/architecture.md as data. A room may always use itself. <c>Engine.Store</c> means the
/// room and all below it, <c>=Engine.Client</c> only the types that lie directly in it.
/// </summary>
internal static class RoomTable
{
    private const string Admin = "Engine.Admin";
    private const string Client = "Engine.Client";
    private const string Diagnostics = "Engine.Diagnostics";
    private const string Duties = "Engine.Duties";
    private const string Hosting = "Engine.Hosting";
    private const string Persistence = "Engine.Persistence";
    private const string Protocol = "Engine.Protocol";
    private const string Remoting = "Engine.Remoting";

    private static readonly string[] EngineRooms =
    [
        Protocol, Diagnostics, Persistence, Duties, Remoting, "Engine.Store", "Engine.Broker", "Engine.NameServer", Client, Admin,
    ];

    /// <summary>
    /// Records of Admin and Protocol may be named everywhere in the console; IClusterAdmin is restricted apart (RestrictedNames).
    /// </summary>
    private static readonly string[] EngineWords = [Admin, Protocol];

    private static readonly string[] Wings =
    [
        "Dashboard.Configuration", "Dashboard.Languages", "Dashboard.Exports", "Dashboard.Auth", "Dashboard.Clusters", "Dashboard.Figures",
        "Dashboard.Changes", "Dashboard.Demo",
    ];

    internal static IReadOnlyDictionary<string, string[]> Rooms { get; } = new Dictionary<string, string[]>
    {
        [Protocol] = [],
        [Diagnostics] = [],
        [Persistence] = [],
        [Duties] = [Diagnostics],
        [Remoting] = [Protocol, Diagnostics, Duties],
        ["Engine.Store"] = [Protocol, Diagnostics, Persistence, Duties],
        ["Engine.Broker"] = ["Engine.Store", Remoting, Protocol, Diagnostics, Persistence, Duties],
        ["Engine.NameServer"] = [Remoting, Protocol, Diagnostics, Persistence, Duties],
        [Client] = [Remoting, Protocol, Diagnostics, Persistence, Duties],
        [Admin] = ["=" + Client, Client + ".Api", Client + ".Routing", Client + ".Producing", Remoting, Protocol, Diagnostics],
        [Hosting] = EngineRooms,

        // The embedded cluster's options are the engine's own type.
        ["Dashboard.Configuration"] = [.. EngineWords, Hosting],
        ["Dashboard.Languages"] = EngineWords,
        ["Dashboard.Exports"] = EngineWords,
        ["Dashboard.Auth"] = [.. EngineWords, "Dashboard.Configuration"],
        ["Dashboard.Clusters"] = [.. EngineWords, Hosting, "Dashboard.Configuration"],
        ["Dashboard.Figures"] = [.. EngineWords, "Dashboard.Clusters", "Dashboard.Configuration"],
        ["Dashboard.Changes"] = [.. EngineWords, "Dashboard.Clusters", "Dashboard.Figures", "Dashboard.Configuration"],
        ["Dashboard.Demo"] = [.. EngineWords, Client, Hosting, "Dashboard.Changes", "Dashboard.Configuration"],
        ["Dashboard.Api"] = [.. EngineWords, .. Wings],
        ["Dashboard.Components"] = [.. EngineWords, .. Wings],
        ["Dashboard.Hosting"] = [.. EngineWords, .. Wings, Client, Hosting, "Dashboard.Api", "Dashboard.Components"],
        // Program.cs
        ["Dashboard"] = ["Dashboard.Hosting", "Dashboard.Components"],
    };

    /// <summary>What a part of a room may use beyond its room.</summary>
    internal static IReadOnlyDictionary<string, string[]> Extras { get; } = new Dictionary<string, string[]>
    {
        ["Dashboard.Components.Pages.WhatIf"] = [Client + ".Consuming.Rebalance"],
    };

    /// <summary>The engine's rooms with public types.</summary>
    internal static IReadOnlyList<string> PublicRooms { get; } = [Client, Admin, Hosting, Protocol];

    /// <summary>The room of a namespace, known or not: its first two parts, or the project itself.</summary>
    internal static string RoomOf(string ns)
    {
        var parts = ns.Split('.', 3);
        return parts.Length == 1 ? parts[0] : $"{parts[0]}.{parts[1]}";
    }

    /// <summary>May code in one namespace use what lies in another?</summary>
    internal static bool Allows(string from, string to)
    {
        var room = RoomOf(from);
        if (room == RoomOf(to))
            return true;

        var extras = Extras.Where(extra => Lies(from, extra.Key)).SelectMany(extra => extra.Value);
        return Rooms.TryGetValue(room, out var targets) && targets.Concat(extras).Any(target => Lies(to, target));
    }

    private static bool Lies(string ns, string target) =>
        target.StartsWith('=')
            ? ns == target[1..]
            : ns == target || ns.StartsWith(target + ".", StringComparison.Ordinal);
}
