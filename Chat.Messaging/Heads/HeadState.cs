using System.Globalization;
using Chat.Contracts.Ids;

namespace Chat.Messaging.Heads;

/// <summary>
/// What changes of a chat, in four numbers. Each of them only rises while the chat's row is locked, so that of two states
/// the newer one is the higher of each: no order of writing has to be kept.
/// </summary>
/// <param name="ActiveAt">Unix milliseconds: creation or last message.</param>
/// <param name="ChangedAt">Unix milliseconds: last change of the sequence or the version.</param>
public readonly record struct HeadState(ChatId Chat, long LastSeq, long Version, long ActiveAt, long ChangedAt)
{
    public HeadState Merge(HeadState other) => this with
    {
        LastSeq = Math.Max(LastSeq, other.LastSeq),
        Version = Math.Max(Version, other.Version),
        ActiveAt = Math.Max(ActiveAt, other.ActiveAt),
        ChangedAt = Math.Max(ChangedAt, other.ChangedAt),
    };

    /// <summary>Null if the text is none.</summary>
    internal static HeadState? Read(ChatId chat, string? text) =>
        text?.Split('|') is [var lastSeq, var version, var activeAt, var changedAt]
            && Parse(lastSeq, out var a) && Parse(version, out var b) && Parse(activeAt, out var c) && Parse(changedAt, out var d)
            ? new HeadState(chat, a, b, c, d)
            : null;

    private static bool Parse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
