using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>One database of chats, <c>ConnectionStrings:chat-N</c>. It holds whole chats: nothing spans two.</summary>
public sealed class Shard(int number, NpgsqlDataSource source)
{
    public int Number { get; } = number;

    public NpgsqlDataSource Source { get; } = source;

    public string Name { get; } = ShardMap.NameOf(number);

    public override string ToString() => Name;
}
