namespace Engine.Tests.Protocol.Messages;

/// <summary>Hexadecimal text with blanks and bars between groups, as the format document prints it.</summary>
internal static class Bytes
{
    internal static byte[] Of(string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal).Replace("|", "", StringComparison.Ordinal));
}
