using System.Net;
using System.Text.Json;
using Dashboard.Tests.Components.Pages.Clients;
using Dashboard.Tests.Hosting;
using Engine.Admin;
using Engine.Admin.Members;

namespace Dashboard.Tests.Api;

/// <summary>Clients and members of a cluster of which a part does not answer.</summary>
public sealed class ClientApiTests
{
    private const string Silent = "two told nothing: broker-a did not answer";
    private static readonly DateTimeOffset Now = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("clusters/embedded/clients")]
    [InlineData("clusters/embedded/groups/g/members")]
    public async Task Read_BrokerAndClientAreSilent_GivesTheRestAndSaysWhatIsMissing(string path)
    {
        await using var console = await TestConsole.StartAsync();
        console.Gateway.Clients = new ClientList(
            [ClientSamples.Consumer("one", "g", Now), ClientSamples.Consumer("two", "g", Now, Silent)], ["broker-b did not answer"], Now);
        using var client = new ApiClient(console.Address);

        var answer = (await client.GetAsync(path)).ShouldBe(HttpStatusCode.OK).Json;

        answer.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()).ShouldBe(["broker-b did not answer"]);
        JsonElement[] memberships = [.. answer.GetProperty("clients").EnumerateArray().Select(one => one.GetProperty("memberships")[0])];
        memberships.Select(one => one.GetProperty("problem").GetString()).ShouldBe([null, Silent]);
        memberships.Select(one => one.GetProperty("running").ValueKind).ShouldBe([JsonValueKind.Object, JsonValueKind.Null]);
        memberships[1].GetProperty("subscriptions")[0].GetProperty("topic").GetString().ShouldBe("orders");
        var consumed = memberships[0].GetProperty("running").GetProperty("topics")[0];
        Figures(consumed, "pullRtMs", "pullTps", "consumeRtMs", "consumeOkTps", "consumeFailedTps", "failedInLastHour")
            .ShouldBe([1.5, 120, 3.25, 118, 2, 17]);
    }

    [Theory]
    [InlineData("clusters/embedded/clients")]
    [InlineData("clusters/embedded/groups/g/members")]
    [InlineData("clusters/embedded/groups/g/members/two")]
    public async Task Read_NobodyAnswers_Is502WithTheReason(string path)
    {
        await using var console = await TestConsole.StartAsync();
        console.Gateway.Failure = new AdminException(AdminErrorKind.Unreachable, Silent);
        using var client = new ApiClient(console.Address);

        (await client.GetAsync(path)).ShouldBeProblem(HttpStatusCode.BadGateway, Silent);
    }

    private static IEnumerable<double> Figures(JsonElement topic, params string[] names) =>
        names.Select(name => topic.GetProperty(name).GetDouble());
}
