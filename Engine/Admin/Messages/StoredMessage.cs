namespace Engine.Admin.Messages;

/// <summary>A stored message in short. Mirrors RocketMQ's MessageExt.</summary>
/// <param name="MessageId">The producer's id of it, else its offset id.</param>
/// <param name="Keys">Business keys separated by blanks; null when there are none.</param>
/// <param name="Tags">The tag; null when there is none.</param>
/// <param name="StoredAt">When its broker stored it.</param>
/// <param name="BodyBytes">Size of the body as it was sent, bytes.</param>
/// <param name="BodyText">The body's first 200 characters; null when it is no text.</param>
public sealed record StoredMessage(
    string MessageId, string? Keys, string? Tags, DateTimeOffset StoredAt, int BodyBytes, string? BodyText);
