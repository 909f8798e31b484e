using System.Globalization;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Moves of some of the same logical shards, as their names tell: <c>move_64_127</c>.</summary>
internal static class OtherMoves
{
    /// <exception cref="OperationRefusedException">One is under way from the same database.</exception>
    public static async Task RefuseAsync(Move move, CancellationToken cancellation)
    {
        var names = await Sql.ReadAsync<string[]>(
            move.From.Source, @"SELECT array_agg(pubname::text) FROM pg_publication WHERE pubname ~ '^move_\d+_\d+$'", cancellation);
        if (names?.FirstOrDefault(name => name != move.Name && Overlaps(name, move)) is { } other)
            throw new OperationRefusedException($"{move.From} has a move under way of some of these logical shards: {other}.");
    }

    /// <summary>What stands on a database's chats since some of these logical shards, in another range, moved away from it.</summary>
    public static async Task<string[]> FencesAsync(Shard shard, Move move, CancellationToken cancellation)
    {
        var names = await Sql.ReadAsync<string[]>(
            shard.Source,
            @"SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = to_regclass('chat') AND tgname ~ '^move_\d+_\d+$'",
            cancellation);
        return [.. (names ?? []).Where(name => name != move.Name && Overlaps(name, move))];
    }

    private static bool Overlaps(string name, Move move)
    {
        var ends = name.Split('_');
        return int.Parse(ends[1], CultureInfo.InvariantCulture) <= move.Last && int.Parse(ends[2], CultureInfo.InvariantCulture) >= move.First;
    }
}
