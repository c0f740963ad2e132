using Bunit;
using Dashboard.Components.Controls;
using Engine.Admin.Replication;

namespace Dashboard.Tests.Components.Controls;

public sealed class SlaveNoteTests : ComponentTest
{
    [Theory]
    [InlineData(4.2, "which was 4.2 s behind when it last heard its master")]
    [InlineData(null, "which does not say how far it was behind")]
    public void Reading_OfASlave_SaysWhichAndHowFarItWasBehind(double? seconds, string text)
    {
        var note = Render<SlaveNote>(parameters => parameters
            .Add(one => one.Readings, [new SlaveReading("broker-a", "broker-a-1", seconds, null)])
            .Add(one => one.IsOfGroups, true));

        note.Find("[data-node=broker-a-1]").TextContent.ShouldBe($"Read from broker-a-1 (slave), {text}: no master of broker-a is online.");
        note.Find("[data-testid=slave-note]").TextContent.ShouldContain("keep what they commit until the master is back");
    }

    [Fact]
    public void NoReading_ShowsNothing() =>
        Render<SlaveNote>(parameters => parameters.Add(one => one.Readings, [])).Markup.ShouldBeEmpty();
}
