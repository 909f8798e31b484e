using System.Text.Json;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Storing;

/// <summary>
/// Cursors in one JSON file, <c>{"c_…": seq}</c>. Each save writes a new file beside it, flushes it to the disk and renames it
/// over the old one: whatever is killed, the file is the old or the new.
/// </summary>
/// <param name="path">The file; its folder exists.</param>
public sealed class FileCursorStore(string path) : ICursorStore
{
    private readonly CursorTable _cursors = new();

    /// <exception cref="InvalidDataException">The file is none of ours.</exception>
    public async ValueTask<IReadOnlyDictionary<ChatId, long>> LoadAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            var text = await File.ReadAllBytesAsync(path, cancellationToken);
            try
            {
                var seqs = JsonSerializer.Deserialize<Dictionary<string, long>>(text) ?? [];
                _cursors.Raise(seqs.Select(pair => new Cursor(ChatId.Parse(pair.Key), pair.Value)));
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                throw new InvalidDataException($"{path} holds no cursors.", e);
            }
        }

        return _cursors.Copy();
    }

    public async ValueTask SaveAsync(IReadOnlyCollection<Cursor> moved, CancellationToken cancellationToken)
    {
        _cursors.Raise(moved);
        var seqs = _cursors.Copy().ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
        var next = path + ".next";
        var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file)
        {
            await JsonSerializer.SerializeAsync(file, seqs, cancellationToken: cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
