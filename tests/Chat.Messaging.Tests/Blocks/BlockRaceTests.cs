using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Xunit;

namespace Chat.Messaging.Tests.Blocks;

[Collection(RunningServiceCollection.Name)]
public sealed class BlockRaceTests(RunningService messaging)
{
    [Fact]
    public async Task A_block_holds_in_a_chat_that_was_opened_at_the_same_time()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Person.CreateAsync(messaging)));
        var ada = people[0];
        foreach (var bob in people[1..])
        {
            var opening = bob.OpenDirectAsync(ada);
            await ada.BlockAsync(bob);
            var chat = (await opening).ChatId;

            await messaging.SendAsync(bob, chat);

            Assert.Equal("", await ada.SeqsAsync(chat));
        }
    }

    [Fact]
    public async Task Nothing_that_was_sent_after_the_block_was_answered_is_seen()
    {
        var (ada, bob) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var chat = (await bob.OpenDirectAsync(ada)).ChatId;
        var blocked = false;
        long? firstAfter = null;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                var after = Volatile.Read(ref blocked);
                var seq = await messaging.SendAsync(bob, chat);
                if (after)
                    firstAfter ??= seq;
                if (i == 20)
                {
                    await ada.BlockAsync(bob);
                    Volatile.Write(ref blocked, true);
                }
            }
        });
        await Task.WhenAll(sending, Task.Run(async () =>
        {
            while (!sending.IsCompleted)
                await messaging.SendAsync(bob, chat);
        }));

        Assert.NotNull(firstAfter);
        Assert.All(await ada.MessagesAsync(chat, "?limit=500"), message => Assert.True(message.Seq < firstAfter));
        Assert.True((await ada.ChatAsync(chat)).LastSeq > firstAfter);
    }

    [Fact]
    public async Task Blocking_and_unblocking_at_once_ends_as_the_directory_says()
    {
        var (ada, bob) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var chat = (await bob.OpenDirectAsync(ada)).ChatId;
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? ada.BlockAsync(bob) : ada.UnblockAsync(bob)));

            var blocks = (await ada.Http.GetAsync<IReadOnlyList<Block>>("/api/users/me/blocks")).Count == 1;
            Assert.Equal(blocks ? (ada.Id.Value, bob.Id.Value) : (null, null), await FlagsAsync(chat, ada, bob));
        }
    }

    private async Task<(long? BlockedBy, long? Blocks)> FlagsAsync(ChatId chat, Person user, Person blocked)
    {
        await using var command = messaging.Shards.Of(chat).Source.CreateCommand(
            """
            SELECT (SELECT blocked_by FROM member WHERE chat_id = $1 AND user_id = $3), (SELECT blocks FROM member WHERE chat_id = $1 AND user_id = $2)
            """);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Id.Value);
        command.Parameters.AddWithValue(blocked.Id.Value);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));
    }
}
