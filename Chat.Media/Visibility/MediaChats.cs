using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Media.Visibility;

/// <summary>
/// Whether something is true of a medium in any of the chats where it may be (<c>media_chat</c>): asked for many media together,
/// the newest chats first, a page of each at a time, until it is true or no chat is left.
/// </summary>
internal sealed class MediaChats(NpgsqlDataSource directory)
{
    /// <summary>Chats of one medium in one question.</summary>
    public const int Page = 1_000;

    /// <summary>Media in one question.</summary>
    private const int Together = 256;

    private static readonly DateTimeOffset Newest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Answers in the order asked: for the place of a medium among those asked for, in these chats.</summary>
    public delegate Task<IReadOnlyList<bool>> Ask(IReadOnlyList<MediaPage> pages, CancellationToken cancellation);

    /// <summary>In the order of the media.</summary>
    public async Task<bool[]> AnyAsync(IReadOnlyList<MediaId> media, Ask ask, CancellationToken cancellation)
    {
        var answers = new bool[media.Count];
        foreach (var part in Enumerable.Range(0, media.Count).Chunk(Together))
            await AnyAsync(media, part, answers, ask, cancellation);
        return answers;
    }

    private async Task AnyAsync(IReadOnlyList<MediaId> media, int[] places, bool[] answers, Ask ask, CancellationToken cancellation)
    {
        Place[] open = [.. places.Select(place => new Place(place, media[place], Newest, long.MaxValue))];
        while (open.Length > 0)
        {
            var pages = await ReadAsync(open, cancellation);
            if (pages.Count == 0)
                return;

            var found = await ask([.. pages.Select(page => new MediaPage(page.After.Number, page.Chats))], cancellation);
            for (var i = 0; i < pages.Count; i++)
                answers[pages[i].After.Number] = found[i];
            open = [.. pages.Where((page, i) => !found[i] && page.Chats.Count == Page).Select(page => page.After)];
        }
    }

    /// <returns>Those that have chats left, with where the next page begins.</returns>
    private async Task<List<(Place After, List<long> Chats)>> ReadAsync(Place[] open, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand(
            """
            SELECT open.number, chat.chat_id, chat.claimed_at
            FROM unnest($1, $2, $3, $4) AS open (number, media_id, before_at, before_chat)
            CROSS JOIN LATERAL (
                SELECT chat_id, claimed_at FROM media_chat
                WHERE media_id = open.media_id AND (claimed_at, chat_id) < (open.before_at, open.before_chat)
                ORDER BY claimed_at DESC, chat_id DESC LIMIT $5) chat
            ORDER BY open.number, chat.claimed_at DESC, chat.chat_id DESC
            """);
        command.Parameters.AddWithValue(open.Select(place => place.Number).ToArray());
        command.Parameters.AddWithValue(open.Select(place => place.Media.Value).ToArray());
        command.Parameters.AddWithValue(open.Select(place => place.Before).ToArray());
        command.Parameters.AddWithValue(open.Select(place => place.BeforeChat).ToArray());
        command.Parameters.AddWithValue(Page);
        var media = open.ToDictionary(place => place.Number, place => place.Media);
        var pages = new List<(Place After, List<long> Chats)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var number = reader.GetInt32(0);
            var chat = reader.GetInt64(1);
            var chats = pages is [.., var last] && last.After.Number == number ? last.Chats : [];
            if (chats.Count > 0)
                pages.RemoveAt(pages.Count - 1);
            chats.Add(chat);
            pages.Add((new Place(number, media[number], reader.GetFieldValue<DateTimeOffset>(2), chat), chats));
        }

        return pages;
    }

    private readonly record struct Place(int Number, MediaId Media, DateTimeOffset Before, long BeforeChat);
}
