using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Opens the dialogs about topics and says afterwards what was done.</summary>
internal sealed class TopicDialogs(DialogService dialogs, ClusterOperations operations, Notices notices, Display display)
{
    /// <summary>Name of the created topic; null when nothing was created.</summary>
    public async Task<string?> CreateAsync(string cluster, int? brokers)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(CreateTopicDialog.Cluster)] = cluster,
            [nameof(CreateTopicDialog.Brokers)] = brokers,
        };
        var created = await dialogs.OpenAsync<CreateTopicDialog>("Create a topic", parameters, DialogLook.Of("480px")) as string;
        if (created is not null)
        {
            notices.Done($"Topic '{created}' is created.");
        }

        return created;
    }

    public async Task SendMessageAsync(string cluster, string topic)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(SendMessageDialog.Cluster)] = cluster,
            [nameof(SendMessageDialog.Topic)] = topic,
        };
        await dialogs.OpenAsync<SendMessageDialog>($"Send to {topic}", parameters, DialogLook.Of("560px"));
    }

    /// <summary>Whether it was deleted; numbers that are not known are null.</summary>
    public async Task<bool> DeleteAsync(string cluster, string topic, long? everStored, int? groups)
    {
        string[] effects =
        [
            everStored is { } stored
                ? $"Its messages can no longer be read; {Words.Count(display, stored, "message")} were ever stored in it."
                : "Its messages can no longer be read.",
            groups switch
            {
                null => "Groups that read it will find no queue.",
                0 => "No group reads it.",
                { } some => $"It is read by {Words.Count(display, some, "group")}, which will find no queue of it.",
            },
        ];
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = $"Topic '{topic}' is deleted from every broker of cluster '{cluster}'.",
            [nameof(ConfirmDialog.Effects)] = effects,
            [nameof(ConfirmDialog.Action)] = "Delete the topic",
            [nameof(ConfirmDialog.Act)] = (Func<CancellationToken, Task>)DeleteTopicAsync,
        };
        if (await dialogs.OpenAsync<ConfirmDialog>($"Delete {topic}?", parameters, DialogLook.Of("480px")) is not true)
        {
            return false;
        }

        notices.Done($"Topic '{topic}' is deleted.");
        return true;

        Task DeleteTopicAsync(CancellationToken cancellationToken) =>
            operations.DeleteTopicAsync(cluster, topic, PageActor.Current, null, cancellationToken);
    }
}
