using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>
/// Logical shards on their way from one database to another by logical replication. Each step may be run again.
/// <list type="number">
/// <item><c>prepare</c>: the schema, the copy, and from then on what changes. The target refuses to be written to by anybody
/// but the replication.</item>
/// <item><c>fence</c>: the source refuses too. Both are the same from here on, whichever is read.</item>
/// <item>The operator changes <c>Shards:Map</c> and restarts the service.</item>
/// <item><c>finish</c>: once nobody goes by the old map, the target is written to; the source's rows are deleted.</item>
/// </list>
/// So no chat has two writers, and none is read where it is behind: sends are refused as <c>unavailable</c> from the fence
/// until the finish, and sent again by the clients.
/// </summary>
internal sealed record Move(Shard From, Shard To, int First, int Last)
{
    public string Range { get; } = First == Last ? Number(First) : $"{Number(First)}-{Number(Last)}";

    /// <summary>Of the slot, the subscription, the publications and the triggers.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"move_{First}_{Last}");

    /// <summary>The rows that move; a replication's filter and a trigger's take it too.</summary>
    /// <param name="row">The table's name or alias, with its point, or nothing.</param>
    public string Filter(string row = "") =>
        string.Create(CultureInfo.InvariantCulture, $"(({row}chat_id & {IdLayout.LogicalShards - 1}) BETWEEN {First} AND {Last})");

    /// <summary>Where the map has all of them; null if on several.</summary>
    public Shard? Place(Shards shards)
    {
        var places = Enumerable.Range(First, Last - First + 1).Select(logical => shards.Of(new ChatId(logical))).Distinct().ToArray();
        return places is [var place] ? place : null;
    }

    public static Move Of(OperatorDatabases databases, OperationArguments arguments)
    {
        var (first, last) = Logical(arguments.Required("--logical"));
        var move = new Move(databases.Shard(arguments.Required("--from")), databases.Shard(arguments.Required("--to")), first, last);
        return move.From != move.To ? move : throw new UsageException("--from and --to are one database.");
    }

    public override string ToString() => $"Logical shards {Range} from {From} to {To}";

    private static (int First, int Last) Logical(string text)
    {
        var ends = text.Split('-').Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return ends is [var first, ..] && ends.Length <= 2 && first >= 0 && ends[^1] >= first && ends[^1] < IdLayout.LogicalShards
            ? (first, ends[^1])
            : throw new UsageException($"--logical is one of 0 to {IdLayout.LogicalShards - 1}, or a range like 64-127.");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
