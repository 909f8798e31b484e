using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Chat.Contracts.Ids;

namespace Chat.Messaging.Storage;

/// <summary>
/// Where the 256 logical shards lie: on the databases <c>chat-0 … chat-N</c> that have a connection string, in equal
/// ranges, or as <c>Shards:Map</c> says: <c>0-127=0;128-255=1</c> (logical shards = number of the database). A chat stays
/// on its logical shard for ever; a logical shard moves by moving its chats and changing the map.
/// </summary>
public sealed class ShardMap
{
    private readonly int[] _databases = new int[IdLayout.LogicalShards];

    /// <param name="databases">1 to 256.</param>
    /// <param name="map">Null: equal ranges.</param>
    public ShardMap(int databases, string? map = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(databases, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(databases, IdLayout.LogicalShards);
        Databases = databases;
        if (map is null)
        {
            for (var logical = 0; logical < _databases.Length; logical++)
                _databases[logical] = logical * databases / _databases.Length;
            return;
        }

        Array.Fill(_databases, -1);
        foreach (var entry in map.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Read(entry);
        if (Array.IndexOf(_databases, -1) is >= 0 and var missing)
            throw new FormatException($"Shards:Map says nothing of logical shard {missing}.");
    }

    public int Databases { get; }

    /// <summary>Equal for maps that say the same.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(_databases.AsSpan())).AsSpan(0, 4));

    public static string NameOf(int database) => string.Create(CultureInfo.InvariantCulture, $"chat-{database}");

    public static ShardMap Of(IConfiguration configuration)
    {
        var databases = 0;
        while (configuration.GetConnectionString(NameOf(databases)) is not null)
            databases++;
        return databases > 0
            ? new ShardMap(databases, configuration["Shards:Map"])
            : throw new InvalidOperationException($"ConnectionStrings:{NameOf(0)} must be set.");
    }

    /// <summary>The number of the database that holds the chat.</summary>
    public int DatabaseOf(ChatId chat) => _databases[chat.LogicalShard];

    private void Read(string entry)
    {
        if (entry.Split('=') is not [var range, var target]
            || range.Split('-') is not [var first, .. var rest]
            || rest.Length > 1
            || !TryRead(first, IdLayout.LogicalShards, out var from)
            || !TryRead(rest is [var last] ? last : first, IdLayout.LogicalShards, out var to)
            || !TryRead(target, Databases, out var database))
        {
            throw new FormatException($"Shards:Map: '{entry}' is not of the form 0-127=0 with logical shards up to {IdLayout.LogicalShards - 1} and databases up to {Databases - 1}.");
        }

        for (var logical = from; logical <= to; logical++)
            _databases[logical] = database;
    }

    private static bool TryRead(string text, int bound, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < bound;
}
