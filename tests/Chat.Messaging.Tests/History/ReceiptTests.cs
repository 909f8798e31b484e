using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.History;

[Collection(RunningServiceCollection.Name)]
public sealed class ReceiptTests(RunningService messaging)
{
    [Fact]
    public async Task The_sender_sees_when_a_message_reached_each_of_the_others()
    {
        var (ada, bob, cleo, dan) = (await NewAsync(), await NewAsync(), await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob, cleo, dan)).ChatId;
        await messaging.SendAsync(ada, chat, 3);
        await messaging.ReceiveAsync(bob, chat, delivered: 2);
        await messaging.ReceiveAsync(cleo, chat, read: 3);

        var second = await ReceiptsAsync(ada, chat, 2);
        Assert.Equal(new HashSet<UserId> { bob.Id, cleo.Id, dan.Id }, second.Keys.ToHashSet());
        Assert.Equal((true, false), Has(second[bob.Id]));
        Assert.Equal((true, true), Has(second[cleo.Id]));
        Assert.Equal((false, false), Has(second[dan.Id]));
        Assert.Equal((false, false), Has((await ReceiptsAsync(ada, chat, 3))[bob.Id]));

        await messaging.ReceiveAsync(bob, chat, read: 3);
        var later = (await ReceiptsAsync(ada, chat, 2))[bob.Id];
        Assert.Equal(second[bob.Id].DeliveredAt, later.DeliveredAt);
        Assert.True(later.ReadAt!.Value.UnixMilliseconds >= later.DeliveredAt!.Value.UnixMilliseconds);
        Assert.Equal((await ReceiptsAsync(ada, chat, 3))[bob.Id].ReadAt, later.ReadAt);
    }

    [Fact]
    public async Task Receipts_are_for_the_sender_alone_and_only_of_messages_that_there_are()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await messaging.SendAsync(ada, chat);

        await RefusedAsync(bob, chat, "1", 403, "not-allowed");
        foreach (var seq in (string[])["2", "0", "-1", "first", "99999999999999999999"])
            await RefusedAsync(ada, chat, seq, 404, "message-not-found");
    }

    [Fact]
    public async Task Who_may_not_see_a_message_neither_asks_for_its_receipts_nor_stands_in_them()
    {
        var (ada, bob, cleo) = (await NewAsync(), await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await messaging.SendAsync(ada, chat);
        await ada.AddAsync(chat, cleo);
        await messaging.SendAsync(ada, chat);

        await RefusedAsync(cleo, chat, "1", 404, "message-not-found");
        await RefusedAsync(cleo, chat, "2", 403, "not-allowed");
        Assert.Equal([bob.Id], (await ReceiptsAsync(ada, chat, 1)).Keys);
        Assert.Equal(2, (await ReceiptsAsync(ada, chat, 2)).Count);
        await ada.RemoveAsync(chat, bob);
        Assert.Empty(await ReceiptsAsync(ada, chat, 1));
    }

    [Fact]
    public async Task Receipts_and_watermarks_page_by_user()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NewAsync()));
        var ada = people[0];
        var chat = (await ada.CreateGroupAsync(people[1..])).ChatId;
        await messaging.SendAsync(ada, chat, 2);
        await messaging.ReceiveAsync(people[2], chat, delivered: 2, read: 1);

        var others = people[1..].Select(person => person.Id).OrderBy(id => id.Value).ToArray();
        var first = await PageAsync<MessageReceipt>(ada, $"{chat}/messages/1/receipts?limit=2");
        var rest = await PageAsync<MessageReceipt>(ada, $"{chat}/messages/1/receipts?limit=2&after={first[^1].UserId}");
        Assert.Equal(others, first.Concat(rest).Select(receipt => receipt.UserId));

        var all = people.Select(person => person.Id).OrderBy(id => id.Value).ToArray();
        var watermarks = await PageAsync<MemberWatermarks>(people[1], $"{chat}/receipts");
        Assert.Equal(all, watermarks.Select(watermark => watermark.UserId));
        Assert.Equal(new MemberWatermarks(people[2].Id, 2, 1), watermarks.Single(watermark => watermark.UserId == people[2].Id));
        Assert.All(watermarks.Where(watermark => watermark.UserId != people[2].Id), watermark => Assert.Equal(0, watermark.DeliveredSeq + watermark.ReadSeq));
        Assert.Equal(all[2..], (await PageAsync<MemberWatermarks>(ada, $"{chat}/receipts?after={all[1]}")).Select(watermark => watermark.UserId));
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static (bool Delivered, bool Read) Has(MessageReceipt receipt) => (receipt.DeliveredAt is not null, receipt.ReadAt is not null);

    private static Task<IReadOnlyList<T>> PageAsync<T>(Person person, string path) => person.Http.GetAsync<IReadOnlyList<T>>($"/api/chats/{path}");

    private static async Task<Dictionary<UserId, MessageReceipt>> ReceiptsAsync(Person person, ChatId chat, long seq) =>
        (await PageAsync<MessageReceipt>(person, $"{chat}/messages/{seq}/receipts")).ToDictionary(receipt => receipt.UserId);

    private static Task RefusedAsync(Person person, ChatId chat, string seq, int status, string code) =>
        person.Http.RefusedAsync(HttpMethod.Get, $"/api/chats/{chat}/messages/{seq}/receipts", null, status, code);
}
