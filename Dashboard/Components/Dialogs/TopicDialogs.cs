using Dashboard.Changes.Operations;
using Dashboard.Components.Controls;
using Engine.Admin.Topics;
using Radzen;

namespace Dashboard.Components.Dialogs;

/// <summary>Opens the dialogs about topics and says afterwards what was done.</summary>
internal sealed class TopicDialogs(DialogService dialogs, ClusterOperations operations, Notices notices, Texts texts)
{
    /// <summary>Name of the created topic; null when nothing was created.</summary>
    public async Task<string?> CreateAsync(string cluster, int? brokers)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(CreateTopicDialog.Cluster)] = cluster,
            [nameof(CreateTopicDialog.Brokers)] = brokers,
        };
        var created = await dialogs.OpenAsync<CreateTopicDialog>(texts["TopicCreate"], parameters, DialogLook.Of("480px")) as string;
        if (created is not null)
        {
            notices.Done(texts.Format("TopicCreated", created));
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
        await dialogs.OpenAsync<SendMessageDialog>(texts.Format("SendToTitle", topic), parameters, DialogLook.Of("560px"));
    }

    /// <summary>Whether it was changed.</summary>
    public async Task<bool> ChangeAsync(string cluster, TopicDetail topic)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ChangeTopicDialog.Cluster)] = cluster,
            [nameof(ChangeTopicDialog.Topic)] = topic.Name,
            [nameof(ChangeTopicDialog.Routes)] = topic.Routes,
        };
        var title = texts.Format("TopicChangeAsk", topic.Name);
        if (await dialogs.OpenAsync<ChangeTopicDialog>(title, parameters, DialogLook.Of("720px")) is not true)
        {
            return false;
        }

        notices.Done(texts.Format("TopicChanged", topic.Name));
        return true;
    }

    /// <summary>Whether it was deleted; numbers that are not known are null.</summary>
    public async Task<bool> DeleteAsync(string cluster, string topic, long? everStored, int? groups)
    {
        string[] effects =
        [
            everStored is { } stored
                ? texts.Format("TopicLosesMessages", texts.Count("Messages", stored))
                : texts["TopicLosesAll"],
            groups switch
            {
                null => texts["TopicReadersUnknown"],
                0 => texts["TopicNoReader"],
                { } some => texts.Format("TopicReaders", texts.Count("GroupCount", some)),
            },
        ];
        var parameters = new Dictionary<string, object?>
        {
            [nameof(ConfirmDialog.Text)] = texts.Format("TopicDeleteText", topic, cluster),
            [nameof(ConfirmDialog.Effects)] = effects,
            [nameof(ConfirmDialog.Action)] = texts["TopicDelete"],
            [nameof(ConfirmDialog.ActFor)] = (Func<string?, CancellationToken, Task>)DeleteTopicAsync,
        };
        if (await dialogs.OpenAsync<ConfirmDialog>(texts.Format("DeleteAsk", topic), parameters, DialogLook.Of("480px")) is not true)
        {
            return false;
        }

        notices.Done(texts.Format("TopicDeleted", topic));
        return true;

        Task DeleteTopicAsync(string? reason, CancellationToken cancellationToken) =>
            operations.DeleteTopicAsync(cluster, topic, PageActor.Current, reason, cancellationToken);
    }
}
