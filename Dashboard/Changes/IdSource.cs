using System.Security.Cryptography;

namespace Dashboard.Changes;

/// <summary>Short ids that cannot be guessed: 16 lower-case hex digits. Tests hand in their own.</summary>
internal sealed class IdSource(Func<string>? next = null)
{
    private readonly Func<string> _next = next ?? (static () => RandomNumberGenerator.GetHexString(16, lowercase: true));

    public string Next() => _next();
}
