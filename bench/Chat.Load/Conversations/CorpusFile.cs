using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Chat.Load.Conversations;

/// <summary>Reads a corpus: JSON lines, gzip if the name ends so; the format is described in bench/README.md.</summary>
internal static class CorpusFile
{
    /// <summary>The first rooms in the order of their first line, each with its first lines of type <c>say</c>.</summary>
    /// <exception cref="InvalidDataException">A line is none of the format.</exception>
    public static async Task<IReadOnlyList<Room>> ReadAsync(string path, int rooms, int linesPerRoom, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<Line>>();
        await foreach (var entry in EntriesAsync(path, cancellationToken))
        {
            if (entry.Type != "say" || string.IsNullOrEmpty(entry.Text))
                continue;
            if (!found.TryGetValue(entry.Room, out var lines))
            {
                if (found.Count == rooms)
                    continue;
                found.Add(entry.Room, lines = []);
            }

            if (lines.Count < linesPerRoom)
                lines.Add(new Line(entry.User, Encoding.UTF8.GetBytes(entry.Text)));
        }

        return [.. found.Select(room => new Room(room.Key, room.Value))];
    }

    private static async IAsyncEnumerable<Entry> EntriesAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } text; number++)
            yield return Parse(text, path, number);
    }

    private static Entry Parse(string text, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(text, JsonSerializerOptions.Web) is { Room: not null, User: not null } entry
                ? entry
                : throw new InvalidDataException($"{path}:{number}: room and user are wanted.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}:{number}: {e.Message}", e);
        }
    }

    private sealed record Entry(string Room, string? At, string? Type, string User, string? Text);
}
