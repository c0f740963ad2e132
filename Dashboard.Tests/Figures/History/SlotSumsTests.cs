using Dashboard.Figures.History;

namespace Dashboard.Tests.Figures.History;

public sealed class SlotSumsTests
{
    [Theory]
    [InlineData("0 1 2 3", "0 1 2 3", "", "0:2 1:2 2:2 3:2")]
    [InlineData("0 1 2 3", "0 3", "0 3", "0:2 3:2")]
    [InlineData("0 1 2 3", "0 1", "0 1", "0:2 1:2")]
    [InlineData("0 1 2 3", "2 3", "2 3", "2:2 3:2")]
    [InlineData("0 1 2 3", "", "", "")]
    [InlineData("0 1 2 3", "0 1", "0 1 2 3", "0:2 1:2 2:1 3:1")]
    [InlineData("0 1 2 3", "2 3", "0 1 2 3", "0:1 1:1 2:2 3:2")]
    public void Known_AQueueLacksSlots_IsUnknownUnlessTheTotalSaysThatItIsNotThere(string one, string other, string total, string known)
    {
        var sums = new SlotSums(0, 0);
        sums.Add(Slots(one));
        sums.Add(Slots(other));

        string.Join(' ', sums.Known(Slots(total)).Select(slot => $"{slot.Slot}:{slot.Values.Lag}")).ShouldBe(known);
    }

    private static IReadOnlyList<SlotValues> Slots(string slots) =>
    [
        .. slots.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(slot => new SlotValues(slot[0] - '0', HistoryValues.Of(1, 1, 1, null, null))),
    ];
}
