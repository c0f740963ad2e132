using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Components.Controls;
using Dashboard.Components.Pages.Messages;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Messages;

public sealed class MessagesPageTests : ComponentTest
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 1);

    public MessagesPageTests()
    {
        Cluster.AddTopic("orders", 2, 0);
        Cluster.Max[Queue] = 3;
        Cluster.Messages.Add(Queue, "first", keys: "k0");
        Cluster.Messages.Add(Queue, "{\"no\":1}", keys: "k1", tags: "A");
        Cluster.Messages.Add(Queue, "third", keys: "k2");
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Theory]
    [InlineData("?topic=orders", "2 1 0", "page orders ")]
    [InlineData("?mode=key&topic=orders&key=k1", "1", "key orders k1")]
    [InlineData("?mode=id&id=broker-a-1-2", "2", "id  broker-a-1-2")]
    [InlineData("?mode=queue&topic=orders&broker=broker-a&queue=1&offset=0", "0", "queue broker-a 1 0 1")]
    public void Page_Address_ShowsWhatItLooksFor(string query, string offsets, string asked)
    {
        var page = Show(query);

        page.WaitForElement("[data-testid=message-row]");
        page.FindAll("[data-testid=message-row]").Select(row => row.GetAttribute("data-offset")).ShouldBe(offsets.Split(' '));
        Cluster.Messages.Asked.ShouldBe([asked]);
    }

    [Theory]
    [InlineData("?topic=orders", "?topic=orders")]
    [InlineData("?mode=key&topic=orders&key=k1", "?topic=orders&key=k1")]
    [InlineData("?mode=queue&topic=orders&broker=broker-a&queue=1&offset=0", "?topic=orders&broker=broker-a&queueId=1&offset=0")]
    public void Page_Address_IsARestRequestToo(string query, string rest) => Show(query)
        .WaitForElement("[data-testid=copy-curl]").GetAttribute("data-copy")
        .ShouldBe($"curl \"http://localhost/api/v1/clusters/embedded/messages{rest}\"");

    [Fact]
    public async Task Use_ZoneOfTheBrowser_IsThatOfTheMessagesAtOnce()
    {
        var page = Show("?mode=key&topic=orders&key=k1");
        var before = page.WaitForElement("[data-testid=message-open]").TextContent;

        await page.InvokeAsync(() => Services.GetRequiredService<Display>().Use("Asia/Shanghai", "zh-CN"));

        page.WaitForAssertion(() => page.Find("[data-testid=message-open]").TextContent.ShouldNotBe(before));
    }

    [Fact]
    public void Search_Typed_StandsInTheAddress()
    {
        var page = Show("?mode=key");
        page.FindAll("[data-testid=message-row]").ShouldBeEmpty();

        page.Find("[data-testid=m-topic]").Change(" orders ");
        page.Find("[data-testid=m-key]").Change("k2");
        page.Find("[data-testid=message-search]").Submit();

        page.WaitForElement("[data-testid=message-row]").GetAttribute("data-offset").ShouldBe("2");
        Navigation.Uri.ShouldEndWith("/messages?mode=key&topic=orders&key=k2");
    }

    [Fact]
    public void Back_OtherSearch_IsFoundAgain()
    {
        var page = Show("?mode=key&topic=orders&key=k1");
        page.WaitForElement("[data-testid=message-row]");

        Navigation.NavigateTo("clusters/embedded/messages?mode=id&id=broker-a-1-2");

        page.WaitForAssertion(() => page.FindAll("[data-testid=message-row]").ShouldHaveSingleItem()
            .GetAttribute("data-offset").ShouldBe("2"));
        page.Find("[data-testid=m-id]").GetAttribute("value").ShouldBe("broker-a-1-2");
        page.Find("[data-testid=mode-id]").GetAttribute("aria-current").ShouldBe("page");
    }

    [Fact]
    public async Task Search_OvertakenAndThenFailing_LeavesThePageAsItIs()
    {
        var late = new TaskCompletionSource<MessageFinds>();
        Cluster.Messages.KeyAnswers["slow"] = late.Task;
        var page = Show("?mode=key&topic=orders");
        page.Find("[data-testid=m-key]").Change("slow");
        page.Find("[data-testid=message-search]").Submit();
        page.Find("[data-testid=m-key]").Change("k2");
        page.Find("[data-testid=message-search]").Submit();
        page.WaitForElement("[data-testid=message-row]");

        await page.InvokeAsync(() => late.SetException(new AdminException(AdminErrorKind.Unreachable, "broker-a did not answer.")));

        page.FindAll("[data-testid=message-row]").ShouldHaveSingleItem().GetAttribute("data-offset").ShouldBe("2");
        Renderer.UnhandledException.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Older_MoreThanAPage_GoesOnAndBack()
    {
        for (var more = 0; more < 60; more++)
        {
            Cluster.Messages.Add(Queue, $"more {more}");
        }

        var page = Show("?topic=orders");
        page.WaitForElement("[data-testid=m-older]").Click();

        page.WaitForAssertion(() => page.FindAll("[data-testid=message-row]").Count.ShouldBe(13));
        page.Find("[data-testid=message-count]").TextContent.ShouldBe("63 messages");
        Navigation.Uri.ShouldContain("page=50");
        page.Find("[data-testid=m-older]").HasAttribute("disabled").ShouldBeTrue();
        page.Find("[data-testid=m-newest]").Click();
        page.WaitForAssertion(() => page.FindAll("[data-testid=message-row]").Count.ShouldBe(50));
    }

    [Fact]
    public void Place_NothingStored_SaysWhatThereIs()
    {
        var page = Show("?mode=queue&topic=orders&broker=broker-a&queue=1&offset=9");

        page.WaitForAssertion(() => page.Markup.ShouldContain("No message is stored at offset 9; the queue holds 0 to 2."));
    }

    [Fact]
    public async Task Message_Opened_TellsWhoConsumedItAndIsConsumedDirectly()
    {
        await PrepareAuditAsync();
        Cluster.AddGroup("billing", 2, ["orders"], "c1");
        Cluster.AddGroup("shipping", 1, ["orders"]);
        Cluster.AddGroup("unread", null, ["orders"]);
        var dialogs = Render<RadzenDialog>();
        var page = Show("?mode=key&topic=orders&key=k1");

        page.WaitForElement("[data-testid=message-open]").Click();
        dialogs.WaitForElement("[data-testid=consumed-row]");
        dialogs.FindAll("[data-testid=consumed-row] td").Select(cell => cell.TextContent).ShouldBe(
        [
            "Consumed: the group's offset is 2.",
            "Not yet: the group's offset is 1, 0 before this message.",
            "— The group never committed an offset on this queue.",
        ]);
        dialogs.Find("[data-testid=body]").TextContent.ShouldContain("\"no\": 1");
        Cluster.Consumption = DirectConsumption.Later;
        dialogs.Find("[data-testid=message-consume]").Click();
        dialogs.WaitForElement("[data-testid=confirm-reason]").Change("seen to hang");
        await dialogs.Find("[data-testid=confirm]").ClickAsync();

        dialogs.WaitForElement("[data-testid=message-result]").TextContent.ShouldContain("c1: wants it again later after 12 ms.");
        Cluster.Done.ShouldContain("consume broker-a Q1 1 in billing by any");
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Reason, entry.Outcome, entry.Detail).ShouldBe(
            ("message.consume", "billing", "seen to hang", "failed", "c1: Later after 12 ms"));
        entry.Rows.ShouldBe([new AuditRow("orders", "broker-a", 1, 1, null, "Later")]);
    }

    [Fact]
    public async Task Message_ConsumedDirectly_IsGivenToTheMemberThatWasChosen()
    {
        await PrepareAuditAsync();
        Cluster.AddGroup("billing", 2, ["orders"], "c2", "c1");
        var dialogs = Render<RadzenDialog>();
        Show("?mode=key&topic=orders&key=k1").WaitForElement("[data-testid=message-open]").Click();
        dialogs.WaitForElement("[data-testid=message-consume]").Click();
        dialogs.WaitForElement("[data-testid=consume-member]:not([disabled])").QuerySelectorAll("option")
            .Select(option => option.GetAttribute("value")).ShouldBe(["", "c1", "c2"]);

        dialogs.Find("[data-testid=consume-member]").Change("c2");
        await dialogs.Find("[data-testid=confirm]").ClickAsync(new());

        dialogs.WaitForElement("[data-testid=message-result]").TextContent.ShouldContain("c2:");
        Cluster.Done.ShouldBe(["consume broker-a Q1 1 in billing by c2"]);
    }

    [Fact]
    public void Message_NoMemberOnline_CannotBeConsumedDirectly()
    {
        Cluster.AddGroup("billing", 2, ["orders"]);
        var dialogs = Render<RadzenDialog>();
        Show("?mode=key&topic=orders&key=k1").WaitForElement("[data-testid=message-open]").Click();

        dialogs.WaitForElement("[data-testid=message-consume]").Click();

        dialogs.WaitForElement("[data-testid=consume-member]").TextContent.ShouldContain("No member is online");
        dialogs.Find("[data-testid=confirm]").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void Live_SignalledMessage_AppearsAndPauseHoldsIt()
    {
        var page = Show("?mode=live&topic=orders");
        page.WaitForElement("[data-testid=tail-pause]");
        page.FindAll("[data-testid=message-row]").ShouldBeEmpty();

        Store("fourth");
        page.WaitForAssertion(() => page.FindAll("[data-testid=message-row]").Count.ShouldBe(1));
        page.Find("[data-testid=tail-pause]").Click();
        Store("fifth");
        page.FindAll("[data-testid=message-row]").Count.ShouldBe(1);
        page.Find("[data-testid=tail-pause]").Click();

        page.WaitForAssertion(() => page.FindAll("[data-testid=message-row]").Select(row => row.GetAttribute("data-offset"))
            .ShouldBe(["4", "3"]));
    }

    [Fact]
    public async Task Tail_MoreThanItReads_CountsWhatItLeavesOut()
    {
        using var end = new CancellationTokenSource();
        var changed = new SemaphoreSlim(0);
        var tail = new MessageTail(Cluster, "orders", Clock, () => Task.FromResult(changed.Release()));
        var running = tail.RunAsync(end.Token);
        await changed.WaitAsync();
        tail.Pause();
        for (var more = 0; more < 700; more++)
        {
            Store("x");
        }

        await tail.ResumeAsync(CancellationToken.None);

        (tail.Messages.Count, tail.Dropped).ShouldBe((200, 500));
        tail.Messages[0].Message.QueueOffset.ShouldBe(702);
        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task Tail_QueueThatCannotBeRead_HoldsNoOtherAndIsReadLater()
    {
        var silent = new MessageQueue("orders", "broker-b", 0);
        var tail = await StartTailAsync();
        Cluster.Messages.Silent[silent] = new AdminException(AdminErrorKind.Unreachable, "broker-b did not answer.");
        Store("seen");
        Store("waits", silent);
        await tail.ResumeAsync(CancellationToken.None);
        Bodies(tail).ShouldBe(["seen"]);
        tail.Problem!.Message.ShouldBe("broker-b did not answer.");

        Cluster.Messages.Silent.Clear();
        await tail.ResumeAsync(CancellationToken.None);

        Bodies(tail).ShouldBe(["waits", "seen"], ignoreOrder: true);
        (tail.Problem, tail.Dropped).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Tail_BrokerThatGivesLessThanThereIs_IsAskedForTheRest()
    {
        var tail = await StartTailAsync();
        Cluster.Max[Queue]++;
        await tail.ResumeAsync(CancellationToken.None);
        tail.Messages.ShouldBeEmpty();

        Cluster.Messages.Add(Queue, "late");
        await tail.ResumeAsync(CancellationToken.None);

        Bodies(tail).ShouldBe(["late"]);
        tail.Dropped.ShouldBe(0);
    }

    private static string[] Bodies(MessageTail tail) =>
        [.. tail.Messages.Select(message => System.Text.Encoding.UTF8.GetString(message.Message.Body.Span))];

    /// <summary>One that has seen where the queues end.</summary>
    private async Task<MessageTail> StartTailAsync()
    {
        var tail = new MessageTail(Cluster, "orders", Clock, () => Task.CompletedTask);
        await tail.ResumeAsync(CancellationToken.None);
        return tail;
    }

    private void Store(string body, MessageQueue? queue = null)
    {
        Cluster.Change(() =>
        {
            Cluster.Messages.Add(queue ?? Queue, body);
            Cluster.Max[queue ?? Queue]++;
        });
        Cluster.Signal();
    }

    private IRenderedComponent<MessagesPage> Show(string query)
    {
        Navigation.NavigateTo($"clusters/embedded/messages{query}");
        return Render<MessagesPage>(page => page.Add(one => one.Cluster, "embedded"));
    }
}
