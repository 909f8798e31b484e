using Chat.Contracts.Ids;
using Chat.Delivery.Members;

namespace Chat.Delivery.Tests.Members;

public sealed class MemberCacheTests
{
    [Fact]
    public void An_older_version_changes_nothing()
    {
        var cache = new MemberCache(100);
        Put(cache, chat: 7, version: 3, members: 2);
        Put(cache, chat: 7, version: 2, members: 1);

        Assert.True(cache.TryGet(new ChatId(7), out var known));
        Assert.Equal(3, known.Membership.Version);
    }

    [Fact]
    public void Full_the_chat_that_was_used_the_longest_ago_goes()
    {
        var cache = new MemberCache(10);
        Put(cache, chat: 1, version: 1, members: 3);
        Put(cache, chat: 2, version: 1, members: 3);
        Assert.True(cache.TryGet(new ChatId(1), out _));
        Put(cache, chat: 3, version: 1, members: 3);

        Assert.True(cache.TryGet(new ChatId(1), out _));
        Assert.False(cache.TryGet(new ChatId(2), out _));
        Assert.True(cache.TryGet(new ChatId(3), out _));
    }

    [Fact]
    public void A_chat_larger_than_the_cache_stays_while_it_is_the_last_used()
    {
        var cache = new MemberCache(10);
        Put(cache, chat: 1, version: 1, members: 3);
        Put(cache, chat: 2, version: 1, members: 50);

        Assert.True(cache.TryGet(new ChatId(2), out _));
        Assert.Equal(1, cache.Chats);
    }

    [Fact]
    public void Replaced_entries_do_not_count_twice()
    {
        var cache = new MemberCache(10);
        for (var version = 1; version <= 100; version++)
            Put(cache, chat: 1, version, members: 3);
        Put(cache, chat: 2, version: 1, members: 3);

        Assert.Equal(2, cache.Chats);
    }

    private static void Put(MemberCache cache, long chat, long version, int members) => cache.Put(
        new ChatId(chat), Membership.Of(Sample.Members(chat, version, [.. Enumerable.Range(1, members).Select(user => Sample.Seqs(user))])));
}
