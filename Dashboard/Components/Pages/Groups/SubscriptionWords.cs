using Dashboard.Components.Controls;
using Engine.Admin.Members;
using Engine.Admin.Subscriptions;

namespace Dashboard.Components.Pages.Groups;

/// <summary>Subscriptions and their differences in the page's language.</summary>
internal static class SubscriptionWords
{
    private static readonly DateTimeOffset Earliest = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Of(Texts texts, SubscriptionDifference difference) => difference.Kind switch
    {
        SubscriptionDifferenceKind.Topic => texts.Format("DifferInTopic", difference.Topic),
        SubscriptionDifferenceKind.Expression => texts.Format("DifferInExpression", difference.Topic),
        SubscriptionDifferenceKind.ConsumeType => texts["DifferInType"],
        SubscriptionDifferenceKind.MessageModel => texts["DifferInModel"],
        _ => texts["DifferInOrder"],
    };

    public static string Of(Texts texts, SubscriptionDifference difference, SubscriptionVariant variant) => difference.Kind switch
    {
        SubscriptionDifferenceKind.Topic or SubscriptionDifferenceKind.Expression => variant.Value ?? texts["SubscribesNot"],
        _ => Word(texts, variant.Value!),
    };

    /// <summary>Type, model and order of a member; a dash when it says none.</summary>
    public static string Kind(Texts texts, MemberSubscriptions member)
    {
        string?[] told =
        [
            member.MessageModel,
            member.ConsumeType,
            member.Orderly switch { true => "orderly", false => "concurrent", null => null },
        ];
        var words = told.OfType<string>().Select(word => Word(texts, word)).ToList();
        return words.Count == 0 ? Display.Unknown : string.Join(" · ", words);
    }

    public static string Expression(SubscribedTopic subscription) => $"{subscription.ExpressionType} {subscription.Expression}";

    /// <summary>The time that a version is; null when it is none.</summary>
    public static DateTimeOffset? TimeOf(long version)
    {
        if (version < Earliest.ToUnixTimeMilliseconds() || version > Latest.ToUnixTimeMilliseconds())
        {
            return null;
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(version);
    }

    private static string Word(Texts texts, string word) => texts[word switch
    {
        "push" => "ModePush",
        "pull" => "ModePull",
        "broadcasting" => "ModeBroadcasting",
        "clustering" => "ModeClustering",
        "orderly" => "OrderOrderly",
        _ => "OrderConcurrent",
    }];
}
