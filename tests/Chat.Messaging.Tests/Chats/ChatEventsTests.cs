using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Chats;

/// <summary>What the outbox holds for each change: what the other services learn.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class ChatEventsTests(RunningService messaging)
{
    [Fact]
    public async Task A_creation_is_one_event_with_all_members()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;

        var created = Assert.Single(await EventsAsync(chat));
        Assert.Equal((1L, 1L, ChatChange.Created, 0L), Facts(created));
        Assert.Equal([Seqs(ada, 1, 1), Seqs(bob, 1, 1)], created.Membership.Added);
        Assert.True(created.AcceptedAt > 0);
    }

    [Fact]
    public async Task Each_change_is_an_event_with_the_versions_after_it()
    {
        var (ada, bob, cleo) = (await NewAsync(), await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await messaging.SendAsync(ada, chat, 5);
        await ada.AddAsync(chat, cleo);
        await ada.RemoveAsync(chat, bob);
        await messaging.SendAsync(ada, chat);
        await ada.AddAsync(chat, bob);
        await ada.NameAsync(chat, bob, "admin");
        await ada.Http.ChangeAsync(HttpMethod.Patch, $"/api/chats/{chat}", new RenameChatRequest("New"));
        await ada.RemoveAsync(chat, ada);

        var events = await EventsAsync(chat);
        Assert.Equal(
            [
                (1L, 1L, ChatChange.Created, 0L),
                (2L, 2L, ChatChange.MemberAdded, cleo.Id.Value),
                (3L, 3L, ChatChange.MemberRemoved, bob.Id.Value),
                (4L, 4L, ChatChange.MemberAdded, bob.Id.Value),
                (4L, 5L, ChatChange.RoleChanged, bob.Id.Value),
                (4L, 6L, ChatChange.Renamed, 0L),
                (5L, 7L, ChatChange.MemberRemoved, ada.Id.Value),
                (5L, 8L, ChatChange.RoleChanged, bob.Id.Value),
            ],
            events.Select(Facts));
        Assert.Equal([Seqs(cleo, 6, 6)], events[1].Membership.Added);
        Assert.Equal([Seqs(bob, 1, 1)], events[2].Membership.Removed);
        Assert.Equal([Seqs(bob, 7, 1)], events[3].Membership.Added);
        Assert.All(events[4..6], change => Assert.Empty(change.Membership.Added.Concat(change.Membership.Removed)));
    }

    [Fact]
    public async Task Up_to_16_added_members_are_named_each_and_more_are_one_event()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 34).Select(_ => NewAsync()));
        var chat = (await people[0].CreateGroupAsync()).ChatId;
        await people[0].AddAsync(chat, people[1..17]);
        await people[0].AddAsync(chat, people[1..34]);

        var events = await EventsAsync(chat);
        Assert.Equal(1 + 16 + 1, events.Count);
        Assert.All(events[1..17], change => Assert.Equal(change.Membership.UserId, Assert.Single(change.Membership.Added).UserId));
        Assert.Equal((18L, 18L, ChatChange.MemberAdded, 0L), Facts(events[17]));
        Assert.Equal(people[17..].Select(person => person.Id.Value).Order(), events[17].Membership.Added.Select(member => member.UserId));
    }

    [Fact]
    public async Task A_refused_or_empty_change_is_no_event()
    {
        var (ada, bob) = (await NewAsync(), await NewAsync());
        var chat = (await ada.CreateGroupAsync(bob)).ChatId;
        await ada.AddAsync(chat, bob);
        await ada.NameAsync(chat, bob, "member");
        await ada.Http.ChangeAsync(HttpMethod.Patch, $"/api/chats/{chat}", new RenameChatRequest("Team"));
        await bob.Http.RefusedAsync(HttpMethod.Delete, $"/api/chats/{chat}/members/{ada.Id}", null, 403, "not-allowed");
        Assert.Single(await EventsAsync(chat));
    }

    [Fact]
    public async Task A_revoked_device_is_an_event_of_the_directory()
    {
        var ada = await NewAsync();
        await ada.Http.ChangeAsync(HttpMethod.Delete, $"/api/devices/{ada.Device}");

        var events = await ReadAsync(messaging.Shards.Directory);
        Assert.Single(events, change => change.DeviceRevoked is { } revoked && revoked.UserId == ada.Id.Value && revoked.DeviceId == ada.Device.Value);
    }

    private Task<Person> NewAsync() => Person.CreateAsync(messaging);

    private static (long MembershipVersion, long Version, string Change, long User) Facts(Event change) =>
        (change.MembershipVersion, change.Membership.Version, change.Membership.Change, change.Membership.UserId);

    private static MemberSeqs Seqs(Person person, long from, long first) => new() { UserId = person.Id.Value, FromSeq = from, FirstSeq = first };

    private async Task<List<Event>> EventsAsync(ChatId chat) =>
        [.. (await ReadAsync(messaging.Shards.Of(chat).Source)).Where(change => change.ChatId == chat.Value)];

    private static async Task<List<Event>> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT events FROM outbox WHERE events IS NOT NULL ORDER BY outbox_id");
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<Event>();
        while (await reader.ReadAsync())
            events.AddRange(EventBatch.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)).Events);
        return events;
    }
}
