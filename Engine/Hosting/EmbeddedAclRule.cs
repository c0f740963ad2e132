namespace Engine.Hosting;

/// <summary>Checks the accounts of the embedded cluster; every message begins with the configuration key. Pure.</summary>
internal static class EmbeddedAclRule
{
    private const int ShortestSecret = 6;

    public static IEnumerable<string> Failures(EmbeddedAclOptions acl, string section)
    {
        if (!acl.Enabled)
        {
            yield break;
        }

        if (acl.Accounts.Count == 0)
        {
            yield return $"{section}:Accounts: there is none, and {section}:Enabled=true lets nobody else in; add one with AccessKey and "
                + "SecretKey.";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < acl.Accounts.Count; index++)
        {
            var account = acl.Accounts[index];
            if (string.IsNullOrWhiteSpace(account.AccessKey))
            {
                yield return $"{section}:Accounts:{index}:AccessKey: it is empty; name the account.";
            }
            else if (!seen.Add(account.AccessKey))
            {
                yield return $"{section}:Accounts:{index}:AccessKey: another account is named '{account.AccessKey}' too; rename one.";
            }

            if (account.SecretKey.Length < ShortestSecret)
            {
                yield return $"{section}:Accounts:{index}:SecretKey: it has fewer than {ShortestSecret} characters; use a longer one.";
            }
        }
    }
}
