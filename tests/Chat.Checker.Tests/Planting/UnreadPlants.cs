using Chat.Checker.Tests.Recording;

namespace Chat.Checker.Tests.Planting;

internal static class UnreadPlants
{
    public static Planted OffByOne(RecordedRun run, Random random)
    {
        var (chat, state) = random.Pick(run.States());
        var unread = state.Unread + (random.Next(2) == 0 ? 1 : -1);
        return new Planted(run.With(chat, state with { Unread = unread }), chat.ChatId, state.ReadSeq);
    }

    public static Planted BeyondMarks(RecordedRun run, Random random)
    {
        var (chat, state) = random.Pick(run.States());
        var read = state.ReadSeq + 1;
        var spoilt = run.With(chat, state with { ReadSeq = read, DeliveredSeq = Math.Max(read, state.DeliveredSeq) });
        return new Planted(spoilt.With(spoilt.Chat(chat.ChatId).Recounted()), chat.ChatId, read);
    }

    /// <summary>And so nobody was told of it.</summary>
    public static Planted MarkNeverTookHold(RecordedRun run, Random random)
    {
        // The run's end marks in every present member's name, on connections that stay.
        var (chat, state) = random.Pick(run.States().Where(one => one.State.ReadSeq > 0));
        var spoilt = run
            .Map((_, recorded) =>
                recorded is ReceiptSeen seen && seen.ChatId == chat.ChatId && seen.UserId == state.UserId ? null : recorded)
            .With(chat, state with { ReadSeq = 0 });
        return new Planted(spoilt.With(spoilt.Chat(chat.ChatId).Recounted()), chat.ChatId, 0);
    }
}
