using Engine.Remoting.Inbound;
using Microsoft.Extensions.Logging;

namespace Engine.Hosting;

/// <summary>Puts the accounts of the configuration before what is reached from outside the process.</summary>
internal static class EmbeddedAccess
{
    /// <summary>The dispatcher for a remoting port: itself when access control is off.</summary>
    public static IDispatcher Guard(IDispatcher dispatcher, EmbeddedAclOptions acl, ILogger logger) =>
        acl.Enabled
            ? new SignedDispatcher(
                dispatcher, acl.Accounts.Select(account => new AccessAccount(account.AccessKey, account.SecretKey, account.Admin)), logger)
            : dispatcher;
}
