using Chat.Checker.Tests.Recording;
using Chat.Contracts.Hub;

namespace Chat.Checker.Tests.Planting;

internal static class WatermarkPlants
{
    public static Planted OnConnection(RecordedRun run, Random random)
    {
        var (device, index, seen) = random.Pick(run.All<ReceiptSeen>().Where(receipt => receipt.Event.Seq > 1));
        var back = seen with { Seq = random.Next(1, (int)seen.Seq) };
        return new Planted(run.With(device, device.Inserted(index + 1, back)), seen.ChatId, back.Seq);
    }

    public static Planted Read(RecordedRun run, Random random)
    {
        var (_, _, seen) = random.Pick(run.All<ReceiptSeen>()
            .Where(receipt => receipt.Event.Type == ReceiptType.READ && run.Chat(receipt.Event.ChatId).IsPresent(receipt.Event.UserId)));
        var chat = run.Chat(seen.ChatId);
        var state = chat.States.Single(one => one.UserId == seen.UserId) with { ReadSeq = seen.Seq - 1 };
        var spoilt = run.With(chat, state);
        return new Planted(spoilt.With(spoilt.Chat(chat.ChatId).Recounted()), chat.ChatId, state.ReadSeq);
    }

    public static Planted Delivered(RecordedRun run, Random random)
    {
        var (_, _, seen) = random.Pick(run.All<ReceiptSeen>()
            .Where(receipt => run.Chat(receipt.Event.ChatId).IsPresent(receipt.Event.UserId)));
        var chat = run.Chat(seen.ChatId);
        var state = chat.States.Single(one => one.UserId == seen.UserId) with { DeliveredSeq = seen.Seq - 1 };
        return new Planted(run.With(chat, state), chat.ChatId, state.DeliveredSeq);
    }
}
