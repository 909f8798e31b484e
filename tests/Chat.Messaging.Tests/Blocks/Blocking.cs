using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Replaying;
using Chat.Messaging.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Messaging.Tests.Blocks;

/// <summary>What tests do with blocks, and what gateways ask on a user's behalf.</summary>
internal static class Blocking
{
    public static Task BlockAsync(this Person person, Person other) =>
        person.Http.ChangeAsync(HttpMethod.Put, $"/api/users/me/blocks/{other.Id}");

    public static Task UnblockAsync(this Person person, Person other) =>
        person.Http.ChangeAsync(HttpMethod.Delete, $"/api/users/me/blocks/{other.Id}");

    /// <summary>The seqs that a device without any gets of this chat, and how far the chat is complete by it.</summary>
    public static async Task<string> SyncAsync(this RunningService service, Person person, ChatId chat)
    {
        var (seqs, through) = (new List<long>(), 0L);
        await foreach (var page in service.Services.GetRequiredService<Replay>().StreamAsync(new SyncQuery { UserId = person.Id.Value }, CancellationToken.None))
        {
            if (page.ChatId != chat.Value)
                continue;
            seqs.AddRange(page.Messages.Select(message => message.Seq));
            through = Math.Max(through, page.Through);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', seqs)} of {through}");
    }

    /// <summary>A heartbeat's heads, the chats by their ids.</summary>
    public static async Task<IReadOnlyList<(ChatId Chat, long LastSeq, long ReadSeq, long Version)>> HeadsAsync(
        this RunningService service, Person person)
    {
        var query = new HeadsQuery { Users = { new UserHeadsQuery { UserId = person.Id.Value } } };
        // What is written behind the commits is there, or comes from the shards.
        await service.Services.GetRequiredService<HeadWriter>().FlushAsync(CancellationToken.None);
        var answer = await service.Services.GetRequiredService<HeadsCall>().AnswerAsync(query, CancellationToken.None);
        return [.. answer.Users[0].Heads.Select(head => (new ChatId(head.ChatId), head.LastSeq, head.ReadSeq, head.Version)).OrderBy(head => head.Item1.Value)];
    }

    /// <summary>The events of a chat's changes, as its shard's outbox holds them.</summary>
    public static async Task<IReadOnlyList<Event>> ChangesAsync(this RunningService service, ChatId chat)
    {
        await using var command = service.Shards.Of(chat).Source.CreateCommand("SELECT events FROM outbox WHERE events IS NOT NULL ORDER BY outbox_id");
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<Event>();
        while (await reader.ReadAsync())
            events.AddRange(EventBatch.Parser.ParseFrom(reader.GetFieldValue<byte[]>(0)).Events);
        return [.. events.Where(change => change.ChatId == chat.Value)];
    }
}
