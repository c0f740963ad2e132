using System.Security.Cryptography;
using System.Text;

namespace Engine.Protocol;

/// <summary>
/// Access-key signatures of RocketMQ 4.x: HMAC-SHA1 over the values of all ext fields in the order of their names, then the body. Pure.
/// Mirrors AclUtils#combineRequestContent and AclSigner.
/// </summary>
internal static class AccessSignature
{
    public const string AccessKeyField = "AccessKey";
    public const string SignatureField = "Signature";

    /// <summary>The signature of a request that carries its access key already.</summary>
    /// <param name="fields">All ext fields; a signature among them is left out.</param>
    /// <param name="body">The body as it is on the wire.</param>
    /// <param name="secretKey">What only the two sides know.</param>
    public static string Of(IReadOnlyDictionary<string, string> fields, ReadOnlySpan<byte> body, string secretKey)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(secretKey));
        foreach (var (_, value) in fields.Where(field => field.Key != SignatureField).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(value));
        }

        hash.AppendData(body);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    /// <summary>The same request, signed.</summary>
    public static RemotingCommand Sign(RemotingCommand request, string accessKey, string secretKey)
    {
        var fields = new Dictionary<string, string>(request.WriteHeader() ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [AccessKeyField] = accessKey,
        };
        var body = request.WriteBody();
        fields[SignatureField] = Of(fields, body.Span, secretKey);
        return request with { Header = null, ExtFields = fields, TypedBody = null, Body = body };
    }

    /// <summary>Whether a signature is the right one; takes as long for a wrong one, wherever it differs.</summary>
    public static bool IsRight(string signature, IReadOnlyDictionary<string, string> fields, ReadOnlySpan<byte> body, string secretKey) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Of(fields, body, secretKey)));
}
