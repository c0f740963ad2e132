using Engine.Hosting;

namespace Engine.Tests.Hosting;

public sealed class EmbeddedAclRuleTests
{
    private const string Section = "Console:Embedded:Acl";

    [Fact]
    public void Off_NothingIsChecked() => EmbeddedAclRule.Failures(new EmbeddedAclOptions(), Section).ShouldBeEmpty();

    [Fact]
    public void On_WithRightAccounts_IsFine() =>
        EmbeddedAclRule.Failures(Acl(("one", "secret1"), ("two", "secret2")), Section).ShouldBeEmpty();

    [Fact]
    public void On_WithoutAccounts_SaysThatNobodyGetsIn() =>
        EmbeddedAclRule.Failures(Acl(), Section).ShouldHaveSingleItem().ShouldStartWith("Console:Embedded:Acl:Accounts: there is none");

    [Theory]
    [InlineData("", "secret2", "Console:Embedded:Acl:Accounts:1:AccessKey: it is empty")]
    [InlineData("one", "secret2", "Console:Embedded:Acl:Accounts:1:AccessKey: another account is named 'one'")]
    [InlineData("two", "short", "Console:Embedded:Acl:Accounts:1:SecretKey: it has fewer than 6 characters")]
    public void On_WrongAccount_IsNamedByItsKeyAndItsSecretIsNotTold(string accessKey, string secret, string expected)
    {
        var failure = EmbeddedAclRule.Failures(Acl(("one", "secret1"), (accessKey, secret)), Section).ShouldHaveSingleItem();

        failure.ShouldStartWith(expected);
        failure.ShouldNotContain(secret);
    }

    private static EmbeddedAclOptions Acl(params (string AccessKey, string Secret)[] accounts)
    {
        var acl = new EmbeddedAclOptions { Enabled = true };
        foreach (var (accessKey, secret) in accounts)
            acl.Accounts.Add(new EmbeddedAclAccount { AccessKey = accessKey, SecretKey = secret });

        return acl;
    }
}
