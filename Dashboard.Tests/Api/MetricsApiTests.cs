using System.Net;
using Dashboard.Tests.Figures.Metrics;

namespace Dashboard.Tests.Api;

/// <summary>/metrics of the whole console with its embedded cluster.</summary>
public sealed class MetricsApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Metrics_GroupThatReadATopic_AreInPrometheusFormatAndTrue()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 6);
        var group = await console.NewReaderAsync(topic, 6);
        await console.SendAsync(topic, 4);
        var id = await console.StartConsumersAsync(console.NewName("group"), topic);
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, id)?.GetProperty("consumed").GetInt64() > 0, "another group reads");
        await console.WaitForGroupAsync(group, snapshot => snapshot.Summary.Lag == 4, "a lag of 4");
        await console.WaitForSweepAsync(sample => sample.Groups.TryGetValue(group, out var found) && found.Summary.Lag == 4);

        var answer = (await console.Client.GetAsync("/metrics")).ShouldBe(HttpStatusCode.OK);

        answer.ContentHeaders.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var page = Exposition.Parse(answer.Text);
        page.Value("rocketmq_group_diff", ("group", group), ("topic", topic), ("countOfOnlineConsumers", "0")).ShouldBe(4);
        page.Values("rocketmq_producer_offset", ("cluster", "embedded"), ("topic", topic)).Sum().ShouldBe(10);
        page.Values("console_queue_lag", ("group", group), ("topic", topic)).Sum().ShouldBe(4);
        page.Names.ShouldContain("rocketmq_client_consume_ok_msg_tps");
    }
}
