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

    /// <summary>Clients up to 4.9.3 add it behind their signature, and brokers up to then leave it out of theirs.</summary>
    public const string UniqueKeyQueryField = "_UNIQUE_KEY_QUERY";

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
    /// <param name="request">The request.</param>
    /// <param name="accessKey">Who signs.</param>
    /// <param name="secretKey">What only the two sides know.</param>
    /// <param name="asOf493">Whether <see cref="UniqueKeyQueryField"/> is not signed.</param>
    public static RemotingCommand Sign(RemotingCommand request, string accessKey, string secretKey, bool asOf493 = false)
    {
        var fields = new Dictionary<string, string>(request.WriteHeader() ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [AccessKeyField] = accessKey,
        };
        var body = request.WriteBody();
        fields[SignatureField] = Of(asOf493 ? Without(fields) : fields, body.Span, secretKey);
        return request with { Header = null, ExtFields = fields, TypedBody = null, Body = body };
    }

    /// <summary>
    /// Whether a signature is the right one, of a client of any age; takes as long for a wrong one, wherever it differs.
    /// </summary>
    public static bool IsRight(string signature, IReadOnlyDictionary<string, string> fields, ReadOnlySpan<byte> body, string secretKey) =>
        IsSame(signature, fields, body, secretKey)
        || (fields.ContainsKey(UniqueKeyQueryField) && IsSame(signature, Without(fields), body, secretKey));

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> fields) =>
        fields.Where(field => field.Key != UniqueKeyQueryField).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);

    private static bool IsSame(string signature, IReadOnlyDictionary<string, string> fields, ReadOnlySpan<byte> body, string secretKey) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Of(fields, body, secretKey)));
}
