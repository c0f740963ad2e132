using Dashboard.Demo;

namespace Dashboard.Tests.Demo;

public sealed class DemoScenariosTests
{
    public static TheoryData<string> Ids => [.. DemoScenarios.All.Select(scenario => scenario.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Scenario_AsksForNothingOutsideTheLimitsAndSaysWhatToSeeInTwoSentences(string id)
    {
        var scenario = DemoScenarios.Find(id)!;

        foreach (var consumers in scenario.Consumers)
        {
            DemoLimits.Check(consumers);
            consumers.Group.ShouldBe(scenario.Group);
        }

        foreach (var producer in new[] { scenario.FirstProducer, scenario.Producer }.OfType<DemoProducerRequest>())
        {
            DemoLimits.Check(producer);
            scenario.Consumers[0].Topics.ShouldContain(producer.Topic);
        }

        (scenario.Producer is not null || scenario.Burst > 0).ShouldBeTrue("something must move");
        scenario.Look.Split(". ").Length.ShouldBe(2);
    }

    [Fact]
    public void MakeMany_TagsAndKeys_GoInTurn()
    {
        var request = new DemoProducerRequest("t", 1, 64, null, "a, b") { KeyPrefix = "order-" };

        var messages = DemoMessages.MakeMany(request, 7, 3);

        messages.Select(message => (message.Tags, message.Keys)).ShouldBe([("b", "order-7"), ("a", "order-8"), ("b", "order-9")]);
    }
}
