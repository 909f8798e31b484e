namespace Chat.Checker.Tests.Planting;

internal static class GapPlants
{
    public static Planted NobodyHas(RecordedRun run, Random random)
    {
        var (chat, entry) = random.Pick(run.Entries());
        var spoilt = run.Map((_, recorded) =>
            recorded.Is(entry) || (recorded is SendAcked ack && ack.ServerMsgId == entry.ServerMsgId) ? null : recorded);
        return new Planted(spoilt.WithMessages(chat, chat.Messages.Where(other => other != entry)), chat.ChatId, entry.Seq);
    }

    public static Planted HeadBeyondEnd(RecordedRun run, Random random)
    {
        var chat = random.Pick(run.Chats);
        return new Planted(run.With(chat with { LastSeq = chat.LastSeq + random.Next(1, 4) }), chat.ChatId, chat.LastSeq + 1);
    }
}
