using System.Net;
using Dashboard.Tests.Components.Pages.Clients;
using Dashboard.Tests.Hosting;
using Engine.Admin.Members;

namespace Dashboard.Tests.Api;

public sealed class SubscriptionApiTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Read_MembersDiffer_SaysInWhatAndWho()
    {
        await using var console = await TestConsole.StartAsync();
        console.Gateway.Clients = new ClientList([Member("c1", "a"), Member("c2", "b"), Member("c3", "b")], [], Now);
        using var client = new ApiClient(console.Address);

        var answer = (await client.GetAsync("clusters/embedded/groups/g/subscriptions")).ShouldBe(HttpStatusCode.OK).Json;

        answer.GetProperty("consistent").GetBoolean().ShouldBeFalse();
        var difference = answer.GetProperty("differences")[0];
        difference.GetProperty("kind").GetString().ShouldBe("expression");
        difference.GetProperty("topic").GetString().ShouldBe("orders");
        difference.GetProperty("variants")[0].GetRawText().ShouldBe("""{"value":"TAG b","clientIds":["c2","c3"]}""");
        answer.GetProperty("members")[0].GetProperty("topics")[0].GetProperty("subVersion").GetInt64().ShouldBe(1_700_000_000_123);
    }

    private static ClientView Member(string id, string tags) => ClientSamples.Consumer(id, "g", Now, running => running with
    {
        Subscriptions = [new SubscribedTopic("orders", "TAG", tags) { SubVersion = 1_700_000_000_123 }],
    });
}
