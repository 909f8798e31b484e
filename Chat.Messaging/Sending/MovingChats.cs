using System.Globalization;
using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Messaging.Sending;

/// <summary>
/// The chats that a shard refuses to be written to since they are being moved (<c>Operations/Moving</c>). The database says
/// so by failing the whole batch that one of them is in; for a while after that they are refused before they are in any.
/// </summary>
public sealed class MovingChats(TimeProvider time)
{
    /// <summary>Stands in the error as the constraint's name; the logical shards follow: <c>64-127</c>.</summary>
    public const string Constraint = "moving ";

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private volatile Refusal? _last;

    /// <param name="arrived">When the request came (the clock's timestamp), so that all of it is judged alike.</param>
    public bool Holds(long chat, long arrived) =>
        _last is { } last && new ChatId(chat).LogicalShard >= last.First && new ChatId(chat).LogicalShard <= last.Last
            && time.GetElapsedTime(last.At, arrived) < Remembered;

    public void Note(Exception exception)
    {
        if (exception is not PostgresException { ConstraintName: { } name } || !name.StartsWith(Constraint, StringComparison.Ordinal))
            return;

        var ends = name[Constraint.Length..].Split('-');
        if (int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) && int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last))
            _last = new Refusal(first, last, time.GetTimestamp());
    }

    private sealed record Refusal(int First, int Last, long At);
}
