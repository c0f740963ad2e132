namespace Engine.Remoting.Inbound;

/// <summary>Who may send requests. Mirrors PlainAccessConfig.</summary>
/// <param name="AccessKey">Its name.</param>
/// <param name="SecretKey">What it signs with.</param>
/// <param name="IsAdmin">Whether it may also change topics, groups, offsets and settings.</param>
internal sealed record AccessAccount(string AccessKey, string SecretKey, bool IsAdmin);
